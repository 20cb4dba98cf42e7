import { AppError, type ErrorCode } from '../errors.ts'
import type { CallPurpose, JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import type { JobStore, SyncRecord } from '../jobs/job-store.ts'
import type { Clock } from './clock.ts'

/** Which account, where, and under which name its jobs stand in the mirror. */
export type Connection = {
  readonly name: string
  readonly region: string
  readonly endpoint: string
  readonly iotInstanceId: string | null
}

/**
 * One call to the upstream whose reply goes into the mirror, together with `ahead`: how far the
 * walk has come with it. Throws what the source and the store throw; nothing is taken in then.
 */
export type Look = (
  query: SourceQuery,
  page: { readonly size: number; readonly nextToken?: string | undefined },
  purpose: CallPurpose,
  ahead?: (page: SourcePage) => SyncRecord,
) => Promise<{ readonly page: SourcePage; readonly added: number }>

export type RecordKeeper = { get(): SyncRecord; set(record: SyncRecord): void }

export type LookParts = {
  readonly connection: Connection
  readonly source: JobSource
  readonly store: JobStore
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly record: RecordKeeper
  readonly onAnswer: (look: { readonly added: number; readonly atMs: number }) => void
  readonly onFailure: (error: unknown, startedAtMs: number) => void
}

export function createLook(parts: LookParts): Look {
  const { connection, source, store, clock, signal, record, onAnswer, onFailure } = parts
  const inTurn = createTurns()

  function take(reply: SourcePage, ahead?: (page: SourcePage) => SyncRecord) {
    return inTurn(async () => {
      const next = ahead ? ahead(reply) : record.get()
      const applied = await store.applyPage({ ...reply, connection: connection.name }, next)
      // The cycle may have come further meanwhile; the walk is the caller's alone.
      if (ahead) record.set({ ...next, asOf: record.get().asOf })
      return applied
    })
  }

  return async (query, page, purpose, ahead) => {
    const startedAtMs = clock.monotonicMs()
    try {
      const reply = await source.listJobs(query, page, { purpose, signal })
      const { added } = await take(reply, ahead)
      onAnswer({ added, atMs: clock.monotonicMs() })
      return { page: reply, added }
    } catch (error) {
      if (!signal.aborted && isOfTheUpstream(error, query, purpose)) onFailure(error, startedAtMs)
      throw error
    }
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
  return query.jobId === undefined || !isOfOneJob(error)
}

/** Runs one after another, so that no reply takes in an older record than the one before it. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn
    return turn
  }
}
