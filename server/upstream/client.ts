import type { Dispatcher } from 'undici'
import { AppError } from '../errors.ts'
import type { JobSource, SourceCall } from '../jobs/job-source.ts'
import type { CallFacts } from '../jobs/source-facts.ts'
import type { CallParts } from './call-action.ts'
import { createCallLog } from './call-log.ts'
import type { Credentials } from './credentials.ts'
import { createFindResult } from './find-result.ts'
import { createListJobs } from './list-jobs.ts'
import type { SetTimer } from './quota.ts'
import { createQuotas, type Quotas } from './quotas.ts'
import { createServerClock } from './server-clock.ts'
import { createTransport } from './transport.ts'

export type UpstreamOptions = {
  readonly endpoint: URL
  /** `null`: none is sent, as suits public instances. */
  readonly iotInstanceId: string | null
  readonly credentials: Credentials
  /** Calls at once, of each operation: the account has 5 a second for each. */
  readonly slots: number
  /** Those of the account, where other connections share it; else made from `slots`. */
  readonly quotas?: Quotas
  /**
   * For one attempt as a whole. The vendor's SDK gives 3 s; a call that hangs holds a slot for as
   * long as this and three seconds more.
   */
  readonly deadlineMs?: number
  readonly mostBytes?: number
  readonly now?: () => number
  readonly monotonicNow?: () => number
  readonly setTimer?: SetTimer
  readonly random?: () => number
  /** Is told of each call that ended. */
  readonly onCall?: (call: CallFacts) => void
  /** Instead of a connection pool of our own; whoever passes one closes it. */
  readonly dispatcher?: Dispatcher
}

export type Upstream = JobSource & {
  /** Ends waiting and running calls with `unreachable` and closes the connections. */
  close(): Promise<void>
}

/**
 * The cloud API as a `JobSource`. A call whose signal is aborted rejects with the signal's reason;
 * every other failure is an `AppError`. One call of ours is one upstream call, but for one more
 * after the upstream refused credentials that were since renewed, or a clock that its answer set.
 */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { endpoint, iotInstanceId, credentials, slots } = options
  const now = options.now ?? Date.now
  const monotonicNow = options.monotonicNow ?? (() => performance.now())
  const { setTimer, random = Math.random, dispatcher, onCall = () => {} } = options
  const { deadlineMs = 4000, mostBytes = 8 * 1024 * 1024 } = options
  const closed = new AbortController()
  const quotas = options.quotas ?? createQuotas({ slots, now, monotonicNow, setTimer, random })
  const parts: CallParts = {
    host: endpoint.host,
    iotInstanceId,
    credentials,
    quota: quotas.list,
    transport: createTransport({ endpoint, deadlineMs, mostBytes, dispatcher }),
    log: createCallLog({ now, monotonicNow, onCall }),
    clock: createServerClock(now, monotonicNow),
    now,
    monotonicNow,
  }

  // Whoever closes it ends the calls of both.
  const untilClosed = (call: SourceCall): SourceCall => ({
    ...call,
    signal: AbortSignal.any(call.signal ? [closed.signal, call.signal] : [closed.signal]),
  })
  const listJobs = createListJobs(parts)
  const findResult = createFindResult({ ...parts, quota: quotas.results }, endpoint)

  return {
    listJobs: (query, page, call) => listJobs(query, page, untilClosed(call)),
    findResult: (jobId, call) => findResult(jobId, untilClosed(call)),
    quotaUse: () => parts.quota.use(),
    facts: () => ({
      credentials: credentials.inUse(),
      clockOffsetMs: parts.clock.offsetMs(),
      ...parts.log.reading(),
    }),
    async close() {
      closed.abort(new AppError('unreachable', 'The connection to the API is closed.'))
      await parts.transport.close()
    },
  }
}
