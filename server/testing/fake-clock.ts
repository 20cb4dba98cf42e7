import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../sync/clock.ts'

/** A clock that moves only when told; waits end in the order of their moments. */
export function createFakeClock(startMs = Date.parse('2026-11-24T02:00:00.000Z')) {
  let nowMs = startMs
  let waits: { untilMs: number; resolve: () => void }[] = []

  const clock: Clock = {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    wait(ms, signal) {
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wait = { untilMs: nowMs + Math.max(0, ms), resolve }
        waits.push(wait)
        signal.addEventListener('abort', () => {
          waits = waits.filter((other) => other !== wait)
          resolve()
        })
      })
    },
  }

  return {
    ...clock,
    /** Moves on by `ms`, ending each wait at its own moment and letting what follows from it run. */
    async advance(ms: number) {
      const endMs = nowMs + ms
      await settle()
      for (;;) {
        const next = waits
          .filter(({ untilMs }) => untilMs <= endMs)
          .sort((a, b) => a.untilMs - b.untilMs)[0]
        if (!next) break
        waits = waits.filter((wait) => wait !== next)
        nowMs = Math.max(nowMs, next.untilMs)
        next.resolve()
        await settle()
      }
      nowMs = endMs
    },
  }
}

/** Everything that can go on without time passing has gone on. */
async function settle() {
  for (let turn = 0; turn < 5; turn++) await setImmediate()
}
