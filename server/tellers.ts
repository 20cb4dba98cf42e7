import type { Logger } from 'pino'
import type { FailedRequest } from './api/app.ts'
import type { ToldRequest } from './api/told-request.ts'
import { createAuditLog } from './audit/audit-log.ts'
import { noteSignIns } from './audit/note-sign-ins.ts'
import type { CallFacts } from './jobs/source-facts.ts'
import { logCall, logRequest, toLogFields } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'

type TellersParts = {
  readonly log: Logger
  readonly metrics: Metrics
  readonly dataDir: string
  /** How people sign in. */
  readonly signIn: string
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
}

/** Where requests, their failures, calls to the upstream, and who looked at what are told. */
export function createTellers({ log, metrics, dataDir, signIn, now }: TellersParts) {
  const audit = createAuditLog({
    folder: dataDir,
    now,
    onFailure(error) {
      metrics.countAuditFailure()
      log.error(toLogFields(error), 'the audit log cannot be written')
    },
  })
  return {
    audit,
    onSignIn: noteSignIns(audit, signIn),
    logError: (error: unknown, request: FailedRequest) =>
      log.error({ ...toLogFields(error), ...request }, 'request failed'),
    onCall(call: CallFacts) {
      metrics.countCall(call)
      logCall(log, call)
    },
    onReply(facts: ToldRequest) {
      metrics.countRequest(facts)
      logRequest(log, facts)
    },
  }
}
