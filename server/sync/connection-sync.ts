import { AppError } from '../errors.ts'
import type { JobSource } from '../jobs/job-source.ts'
import type { JobStore } from '../jobs/job-store.ts'
import type { Clock } from './clock.ts'
import { answered, failed, type Health, problemOf, stateOf, untried } from './health.ts'
import { type Connection, createLook, type RecordKeeper } from './look.ts'
import { createLookUp } from './look-up.ts'
import { withoutToken } from './sweep.ts'
import { createSweeper } from './sweeper.ts'
import type { ConnectionSync, SyncProblem } from './sync-status.ts'
import { createWatch } from './watch.ts'

export type SyncParts = {
  readonly connection: Connection
  readonly source: JobSource
  readonly store: JobStore
  readonly clock: Clock
  /** 0 to 1, for jitter. */
  readonly random: () => number
  readonly log: SyncLog
}

/** What is worth a line in a log. */
export type SyncLog = {
  /** Each time that the problem to show is another one; `null`: all is well again. */
  problem(connection: string, problem: SyncProblem | null): void
  /** A failure that is ours: a bug, the disk. */
  fault(connection: string, error: unknown): void
}

/**
 * Keeps one connection's part of the mirror true until `stop`: a cycle over the head of the list
 * and the active jobs, and sweeps over the whole list between its calls.
 */
export async function createConnectionSync(parts: SyncParts) {
  const { connection, source, store, clock, log } = parts
  const stopping = new AbortController()
  const { signal } = stopping
  let jobsKnown = await store.countJobs(connection.name)
  const record = keep(await store.readSync(connection.name))
  let health: Health = untried
  let told: string | null = null

  const look = createLook({
    ...parts,
    signal,
    record,
    onAnswer({ added, atMs }) {
      jobsKnown += added
      health = answered(atMs)
      tell()
    },
    onFailure(error, startedAtMs) {
      if (!(error instanceof AppError)) log.fault(connection.name, error)
      health = failed(health, error, startedAtMs, clock.wallMs())
      tell()
    },
  })
  const isWell = () => health.failures === 0
  const answeredAtMs = () => health.answeredAtMs
  const sweeper = createSweeper({ record, look, clock, signal, isWell, answeredAtMs })
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

  const problem = () => problemOf(health) ?? sweeper.problem()

  function tell() {
    const now = problem()
    if ((now?.code ?? null) === told) return
    told = now?.code ?? null
    log.problem(connection.name, now)
  }

  return {
    /** Runs until `stop`; resolves when nothing of it is under way any more. */
    run: () => Promise.all([watch.run(), sweeper.run()]),
    stop: () => stopping.abort(new AppError('unreachable', 'Waybill is stopping.')),
    lookUp: createLookUp(look, clock),
    asOf: () => record.get().asOf,
    status(): ConnectionSync {
      const { name, ...where } = connection
      const { current, last, asOf } = record.get()
      return {
        connection: name,
        ...where,
        state: stateOf(health, asOf, clock.wallMs()),
        asOf,
        jobsKnown,
        sweep: current && withoutToken(current),
        lastSweep: last && withoutToken(last),
        quota: source.quotaUse(),
        problem: problem(),
      }
    },
  }
}

function keep(start: ReturnType<RecordKeeper['get']>): RecordKeeper {
  let record = start
  return {
    get: () => record,
    set: (next) => {
      record = next
    },
  }
}
