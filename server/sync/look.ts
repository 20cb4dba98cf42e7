import type { Clock } from '../clock.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { CallPurpose, JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import type { Ahead, Mirror } from './mirror.ts'

/** Which account, where, and under which name its jobs stand in the mirror. */
export type Connection = {
  readonly name: string
  readonly region: string
  readonly endpoint: string
  readonly iotInstanceId: string | null
}

/** The largest page that the upstream gives. */
export const largestPage = 200

/**
 * One call to the upstream whose reply goes into the mirror, together with `ahead`: how far the
 * walk has come with it. Throws what the source and the store throw; nothing is taken in then.
 */
export type Look = (
  query: SourceQuery,
  page: {
    readonly size: number
    readonly nextToken?: string | undefined
    /** Of a walk, from 1. */
    readonly number?: number
  },
  purpose: CallPurpose,
  ahead?: Ahead,
) => Promise<{ readonly page: SourcePage; readonly added: number }>

export type LookParts = {
  readonly source: JobSource
  readonly mirror: Pick<Mirror, 'take'>
  readonly clock: Clock
  readonly signal: AbortSignal
  /** An answer was taken in; when, on the monotonic clock. */
  readonly onAnswer: (atMs: number) => void
  /** The upstream failed; when the call began, on the monotonic clock. */
  readonly onFailure: (error: unknown, startedAtMs: number) => void
}

export function createLook({ source, mirror, clock, signal, ...told }: LookParts): Look {
  return async (query, { number, ...page }, purpose, ahead) => {
    const startedAtMs = clock.monotonicMs()
    const call = { purpose, signal, ...(number !== undefined && { page: number }) }
    const reply = await source.listJobs(query, page, call).catch((error) => {
      if (isOfTheUpstream(error, query, purpose)) told.onFailure(error, startedAtMs)
      throw error
    })
    const { added } = await mirror.take(reply, ahead)
    told.onAnswer(clock.monotonicMs())
    return { page: reply, added }
  }
}

const ofOneJob: ReadonlySet<ErrorCode> = new Set(['request-refused', 'unreadable-reply'])

/** In reply to a look by id: what may be the fault of that job alone, not of the upstream. */
export function isOfOneJob(error: unknown): boolean {
  return error instanceof AppError && ofOneJob.has(error.code)
}

/**
 * Does a failure tell how the upstream is? A refused token is an answer. A page of a walk or one
 * job may fail alone: the cycle, which asks the plainest questions, decides.
 */
function isOfTheUpstream(error: unknown, query: SourceQuery, purpose: CallPurpose): boolean {
  if (!(error instanceof AppError)) return true
  if (error.code === 'token-refused' || purpose === 'sweep') return false
  return query.jobId === undefined
}
