import type { Clock } from '../clock.ts'
import type { AppError } from '../errors.ts'
import { toProblem } from './health.ts'
import type { Pace } from './pace.ts'
import { pauseBeforeRestart, quietRestarts } from './sweep.ts'
import type { SyncProblem } from './sync-status.ts'

/** Why the walk does not come to its end, though the upstream answers. */
export function createWalkTrouble(clock: Clock, pace: Pace) {
  let broken: {
    readonly error: AppError
    readonly restarts: number
    readonly sinceMs: number
    readonly lastAtMs: number
    readonly nextTryAtMs: number
  } | null = null

  return {
    /** It begins again for the so-manieth time. Resolves when it may. */
    async note(error: AppError, restarts: number, signal: AbortSignal) {
      const pauseMs = pauseBeforeRestart(restarts, pace)
      const lastAtMs = clock.wallMs()
      const sinceMs = broken?.sinceMs ?? lastAtMs
      broken = { error, restarts, sinceMs, lastAtMs, nextTryAtMs: lastAtMs + pauseMs }
      await clock.wait(pauseMs, signal)
    },
    /** It goes on. */
    clear() {
      broken = null
    },
    /** The first few restarts are not worth telling anybody. */
    problem(): SyncProblem | null {
      if (broken === null || broken.restarts <= quietRestarts) return null
      return toProblem(broken.error, broken.sinceMs, broken.lastAtMs, broken.nextTryAtMs)
    },
  }
}
