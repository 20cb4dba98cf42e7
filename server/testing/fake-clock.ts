import type { Clock } from '../clock.ts'

type Wait = { readonly untilMs: number; readonly signal: AbortSignal; readonly end: () => void }

/** A clock that moves only when told; waits end in the order of their moments. */
export function createFakeClock(startMs = Date.parse('2026-11-24T02:00:00.000Z')) {
  let nowMs = startMs
  let wallStepMs = 0
  const waits = new Set<Wait>()
  const heard = new WeakSet<AbortSignal>()

  // One listener a signal: thousands of waits on one would make each new one slower.
  function hear(signal: AbortSignal) {
    if (heard.has(signal)) return
    heard.add(signal)
    signal.addEventListener('abort', () => {
      for (const wait of waits) if (wait.signal === signal) end(wait)
    })
  }

  function end(wait: Wait) {
    waits.delete(wait)
    wait.end()
  }

  function nextWait(endMs: number): Wait | null {
    let next: Wait | null = null
    for (const wait of waits) {
      if (wait.untilMs <= endMs && wait.untilMs < (next?.untilMs ?? Infinity)) next = wait
    }
    return next
  }

  const clock: Clock = {
    wallMs: () => nowMs + wallStepMs,
    monotonicMs: () => nowMs - startMs,
    wait(ms, signal) {
      if (signal.aborted) return Promise.resolve()
      hear(signal)
      return new Promise((resolve) => {
        waits.add({ untilMs: nowMs + Math.max(0, ms), signal, end: resolve })
      })
    },
  }

  return {
    ...clock,
    /** The wall clock is set by so much, backwards where negative; the monotonic one is not. */
    stepWall(ms: number) {
      wallStepMs += ms
    },
    /** Moves on by `ms`, ending each wait at its own moment and letting what follows from it run. */
    async advance(ms: number) {
      const endMs = nowMs + ms
      await settle()
      for (let next = nextWait(endMs); next; next = nextWait(endMs)) {
        nowMs = Math.max(nowMs, next.untilMs)
        end(next)
        await settle()
      }
      nowMs = endMs
    },
  }
}

/**
 * Everything that can go on without time passing has gone on. All of it is promises, and an
 * immediate comes after the last of those.
 */
function settle() {
  return new Promise((resolve) => setImmediate(resolve))
}
