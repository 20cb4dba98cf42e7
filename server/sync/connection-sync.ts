import { AppError } from '../errors.ts'
import type { CallPurpose, JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import type { JobStore, SyncRecord } from '../jobs/job-store.ts'
import type { Clock } from './clock.ts'
import { answered, failed, type Health, problemOf, stateOf, untried } from './health.ts'
import { createLookUp } from './look-up.ts'
import { withoutToken } from './sweep.ts'
import { createSweeper } from './sweeper.ts'
import type { ConnectionSync } from './sync-status.ts'
import { createWatch } from './watch.ts'

/** Which account, where, and under which name its jobs stand in the mirror. */
export type Connection = {
  readonly name: string
  readonly region: string
  readonly endpoint: string
  readonly iotInstanceId: string | null
}

export type SyncParts = {
  readonly connection: Connection
  readonly source: JobSource
  readonly store: JobStore
  readonly clock: Clock
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

/**
 * One call to the upstream whose reply goes into the mirror, together with `ahead`: how far the
 * sync has come with it. Throws what the source and the store throw; nothing is taken in then.
 */
export type Look = (
  query: SourceQuery,
  page: { readonly size: number; readonly nextToken?: string | undefined },
  purpose: CallPurpose,
  ahead?: (page: SourcePage) => SyncRecord,
) => Promise<{ readonly page: SourcePage; readonly added: number }>

export type RecordKeeper = { get(): SyncRecord; set(record: SyncRecord): void }

/**
 * Keeps one connection's part of the mirror true until `stop`: a cycle over the head of the list
 * and the active jobs, and sweeps over the whole list between its calls.
 */
export async function createConnectionSync(parts: SyncParts) {
  const { connection, source, store, clock } = parts
  const stopping = new AbortController()
  const { signal } = stopping
  let health: Health = untried
  let jobsKnown = await store.countJobs(connection.name)
  let synced = await store.readSync(connection.name)
  const record: RecordKeeper = {
    get: () => synced,
    set: (next) => {
      synced = next
    },
  }

  const look: Look = async (query, page, purpose, ahead) => {
    const startedAtMs = clock.wallMs()
    try {
      const reply = await source.listJobs(query, page, { purpose, signal })
      const next = ahead ? ahead(reply) : synced
      const applied = await store.applyPage({ ...reply, connection: connection.name }, next)
      // The cycle may have come further in between; the walk is the caller's alone.
      synced = { ...next, asOf: synced.asOf }
      health = answered(reply.receivedAtMs)
      jobsKnown += applied.added
      return { page: reply, added: applied.added }
    } catch (error) {
      // A refused token is an answer: the walk begins again, the upstream is well.
      const isAnswer = error instanceof AppError && error.code === 'token-refused'
      if (!isAnswer && !signal.aborted) {
        health = failed(health, error, startedAtMs, clock.wallMs())
      }
      throw error
    }
  }

  const sweeper = createSweeper({ record, look, clock, signal })
  const isWell = () => health.failures === 0
  const watch = createWatch({
    ...parts,
    record,
    look,
    signal,
    isWell,
    onGap: sweeper.sweepSoon,
    onWait: (untilMs) => {
      health = { ...health, nextTryAtMs: untilMs }
    },
  })

  return {
    /** Runs until `stop`; resolves when nothing of it is under way any more. */
    run: () => Promise.all([watch.run(), sweeper.run(isWell)]),
    stop: () => stopping.abort(),
    lookUp: createLookUp(look, clock),
    asOf: () => synced.asOf,
    status(): ConnectionSync {
      const { name, ...where } = connection
      return {
        connection: name,
        ...where,
        state: stateOf(health, synced.asOf, clock.wallMs()),
        asOf: synced.asOf,
        jobsKnown,
        sweep: synced.current && withoutToken(synced.current),
        lastSweep: synced.last && withoutToken(synced.last),
        quota: source.quotaUse(),
        problem: problemOf(health),
      }
    },
  }
}
