import type { Clock } from '../clock.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import {
  type CallPurpose,
  type JobSource,
  type SourcePage,
  type SourcePlace,
  type SourceQuery,
  upstreamReach,
} from '../jobs/job-source.ts'
import type { Ahead, Mirror } from './mirror.ts'

/** Which account, where, and under which name its jobs stand in the mirror. */
export type Connection = {
  readonly name: string
  readonly region: string
  readonly endpoint: string
  readonly iotInstanceId: string | null
}

/** The largest page that the upstream gives. */
export const largestPage = upstreamReach.pageSize

export type Which = SourcePlace & {
  /** Which page of a walk it is, from 1: for those who look at the calls. */
  readonly page?: number
}

/** What came of one call, and went into the mirror. */
export type Seen = { readonly page: SourcePage; readonly added: number }

/**
 * One call to the upstream whose reply goes into the mirror, together with `ahead`: how far the
 * walk has come with it. Throws what the source and the store throw; nothing is taken in then.
 */
export type Look = (
  query: SourceQuery,
  which: Which,
  purpose: CallPurpose,
  ahead?: Ahead,
) => Promise<Seen>

/** A reply that is not in the mirror yet. */
export type Reply = { readonly page: SourcePage; readonly take: (ahead?: Ahead) => Promise<Seen> }

/** The first half of a look, for whoever decides by the reply whether to take it in. */
export type Ask = (query: SourceQuery, which: Which, purpose: CallPurpose) => Promise<Reply>

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

export function createAsk({ source, mirror, clock, signal, ...told }: LookParts): Ask {
  return async (query, { page: count, ...place }, purpose) => {
    const startedAtMs = clock.monotonicMs()
    const call = { purpose, signal, ...(count !== undefined && { page: count }) }
    const page = await source.listJobs(query, place, call).catch((error) => {
      if (isOfTheUpstream(error, query, purpose)) told.onFailure(error, startedAtMs)
      throw error
    })
    return {
      page,
      async take(ahead) {
        const { added } = await mirror.take(page, ahead)
        told.onAnswer(clock.monotonicMs())
        return { page, added }
      },
    }
  }
}

export function createLook(ask: Ask): Look {
  return async (query, which, purpose, ahead) => (await ask(query, which, purpose)).take(ahead)
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
