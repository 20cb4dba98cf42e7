import type { Dispatcher } from 'undici'
import { AppError, type ErrorCode } from '../errors.ts'
import { type JobStatus, knownStatuses } from '../jobs/job.ts'
import type { JobSource } from '../jobs/job-source.ts'
import { type CallParts, callAction } from './call-action.ts'
import type { Credentials } from './credentials.ts'
import { createQuota, type SetTimer } from './quota.ts'
import { createServerClock } from './server-clock.ts'
import type { ActionCall, Parameters } from './sign.ts'
import { createTransport } from './transport.ts'
import { toJobRows } from './wire-jobs.ts'

export type UpstreamOptions = {
  readonly endpoint: URL
  /** `null`: none is sent, as suits public instances. */
  readonly iotInstanceId: string | null
  readonly credentials: Credentials
  readonly slots: number
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
  const { setTimer = startTimer, random = Math.random, dispatcher } = options
  const { deadlineMs = 4000, mostBytes = 8 * 1024 * 1024 } = options
  const closed = new AbortController()
  const parts: CallParts = {
    host: endpoint.host,
    iotInstanceId,
    credentials,
    quota: createQuota({ slots, now, monotonicNow, setTimer, random }),
    transport: createTransport({ endpoint, deadlineMs, mostBytes, dispatcher }),
    clock: createServerClock(now, monotonicNow),
    now,
    monotonicNow,
  }

  return {
    async listJobs(query, { size, nextToken }, { purpose, signal }) {
      const parameters: Record<string, string> = { PageSize: String(size) }
      if (nextToken !== undefined) parameters['NextToken'] = nextToken
      if (query.status !== undefined) parameters['Status'] = toStatusNumber(query.status)
      const stop = AbortSignal.any(signal ? [closed.signal, signal] : [closed.signal])
      const { data, requestId, ...moments } = await callAction(
        parts,
        toActionCall('ListDeviceDistributeJob', parameters, query.jobId, iotInstanceId),
        { purpose, signal: stop },
      )
      // How a stale token is refused is not documented; for offsets beyond 10,000 without a token,
      // the document says that there is no data. Starting over costs little, so assume the token.
      if (nextToken !== undefined && (data === undefined || data === null || data === '')) {
        throw unusable('token-refused', 'The API answered a token with no data.', requestId)
      }
      const rows = toJobRows(data, requestId)
      // A look-up decides whether a job is gone, so its answer must be about that job.
      if (query.jobId !== undefined && rows.jobs.some(({ jobId }) => jobId !== query.jobId)) {
        throw unusable('unreadable-reply', 'The answer is about other jobs than asked.', requestId)
      }
      return { ...rows, requestId, ...moments }
    },
    quotaUse: () => parts.quota.use(),
    async close() {
      closed.abort(new AppError('unreachable', 'The connection to the API is closed.'))
      await parts.transport.close()
    },
  }
}

function unusable(code: ErrorCode, message: string, requestId: string | null): AppError {
  return new AppError(code, message, undefined, { requestId: requestId ?? undefined })
}

function toActionCall(
  action: string,
  query: Parameters,
  jobId: string | undefined,
  iotInstanceId: string | null,
): ActionCall {
  return {
    action,
    version: '2018-01-20',
    query: iotInstanceId === null ? query : { ...query, IotInstanceId: iotInstanceId },
    // As the official SDK does: this one parameter goes into the body.
    form: jobId === undefined ? {} : { JobId: jobId },
  }
}

function toStatusNumber(status: JobStatus): string {
  const known = (knownStatuses as readonly string[]).indexOf(status)
  const number = known >= 0 ? String(known) : status.slice('unknown-'.length)
  if (number !== '') return number
  throw new AppError('request-refused', 'The API cannot look for jobs that have no status.')
}

function startTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}
