import type { Logger } from 'pino'
import { AppError } from './errors.ts'
import type { SyncLog } from './sync/connection-sync.ts'

/**
 * What a log line may say of a failure: our words and the upstream's code, by allow-list. The
 * cause stays out: a library's message may hold what it was called with.
 */
export function toLogFields(error: unknown): Record<string, unknown> {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...error.details }
  }
  return { code: 'internal', stack: error instanceof Error ? error.stack : typeof error }
}

export function createSyncLog(log: Logger): SyncLog {
  return {
    problem(connection, problem) {
      if (problem) log.warn({ connection, ...problem }, 'the upstream fails')
      else log.info({ connection }, 'the upstream is well again')
    },
    fault(connection, error) {
      log.error({ connection, ...toLogFields(error) }, 'the sync failed')
    },
  }
}
