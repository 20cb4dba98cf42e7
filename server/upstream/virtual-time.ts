/** A clock for tests: timers in order, promises settled between them, nothing really waited for. */
export type VirtualTime = {
  now(): number
  setTimer(callback: () => void, ms: number): () => void
  sleep(ms: number): Promise<void>
  advance(ms: number): Promise<void>
}

/** `lateness` changes when a timer fires: a stalled event loop, or Node's slightly early timers. */
export function createVirtualTime(lateness: () => number = () => 0): VirtualTime {
  let now = 0
  const timers = new Map<() => void, number>()

  function setTimer(callback: () => void, ms: number): () => void {
    const fire = () => callback()
    timers.set(fire, Math.max(now, now + ms + lateness()))
    return () => timers.delete(fire)
  }

  function nextTimer(until: number): (() => void) | null {
    let next: (() => void) | null = null
    let nextAt = until
    for (const [fire, at] of timers) {
      if (at < nextAt || (at === nextAt && next === null)) [next, nextAt] = [fire, at]
    }
    now = nextAt
    return next
  }

  return {
    now: () => now,
    setTimer,
    sleep: (ms) => new Promise((resolve) => setTimer(resolve, ms)),
    async advance(ms) {
      const until = now + ms
      await settlePromises()
      for (let fire = nextTimer(until); fire !== null; fire = nextTimer(until)) {
        timers.delete(fire)
        fire()
        await settlePromises()
      }
    },
  }
}

/** Lets chains of promises run on; none of ours is longer. */
async function settlePromises(): Promise<void> {
  for (let step = 0; step < 12; step += 1) await null
}
