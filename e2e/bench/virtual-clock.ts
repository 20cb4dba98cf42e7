import type { Clock } from '../../server/clock.ts'
import type { SetTimer } from '../../server/upstream/quota.ts'

export type VirtualClock = Clock & {
  readonly setTimer: SetTimer
  /** Something real is under way from now on, until `end`: no time passes meanwhile. */
  begin(): void
  end(): void
  /** Lets time pass, from one timer to the next, until it is done. */
  runUntil(isDone: () => boolean): Promise<void>
}

/** So many turns of the event loop bring what has arrived to whoever waits for it. */
const turnsToSettle = 8

/**
 * Time that passes only where nothing real is under way, so that a sync of hours takes as long as
 * its computing takes. What is computed takes no time at all on this clock.
 */
export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs
  let underWay = 0
  const timers = new Map<object, { readonly atMs: number; readonly fire: () => void }>()

  const setTimer: SetTimer = (fire, ms) => {
    const timer = {}
    timers.set(timer, { atMs: nowMs + Math.max(0, ms), fire })
    return () => timers.delete(timer)
  }

  async function settle() {
    for (let turn = 0; turn < turnsToSettle; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      if (underWay > 0) turn = -1
    }
  }

  function fireNext() {
    let next: [object, { readonly atMs: number; readonly fire: () => void }] | null = null
    for (const entry of timers) if (next === null || entry[1].atMs < next[1].atMs) next = entry
    if (next === null) throw new Error('everything waits, and nothing will ever come')
    const [timer, { atMs, fire }] = next
    timers.delete(timer)
    nowMs = Math.max(nowMs, atMs)
    fire()
  }

  return {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    setTimer,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const end = () => {
          cancel()
          signal.removeEventListener('abort', end)
          resolve()
        }
        const cancel = setTimer(end, ms)
        signal.addEventListener('abort', end)
      }),
    begin() {
      underWay += 1
    },
    end() {
      underWay -= 1
    },
    async runUntil(isDone) {
      await settle()
      while (!isDone()) {
        fireNext()
        await settle()
      }
    },
  }
}
