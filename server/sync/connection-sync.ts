import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import { type JobSource, type Reach, upstreamReach } from '../jobs/job-source.ts'
import type { FinishedSweep, JobStore } from '../jobs/job-store.ts'
import { createAskById } from './ask-by-id.ts'
import {
  answered,
  failed,
  type Health,
  isOfTheDisk,
  problemOf,
  stateOf,
  untried,
} from './health.ts'
import { type Connection, createAsk, createLook } from './look.ts'
import { createLookUps } from './look-up.ts'
import { type Ahead, createMirror } from './mirror.ts'
import { type Pace, steadyPace } from './pace.ts'
import { createRefusedIds } from './refused-ids.ts'
import { progressOf } from './sweep-parts.ts'
import { createSweeper } from './sweeper.ts'
import type { ConnectionFacts, ConnectionSync, SyncProblem } from './sync-status.ts'
import { createWatch } from './watch.ts'

export type SyncParts = {
  readonly connection: Connection
  readonly source: JobSource
  readonly store: JobStore
  readonly clock: Clock
  /** 0 to 1, for jitter. */
  readonly random: () => number
  readonly log: SyncLog
  /** Absent: the product's own. */
  readonly pace?: Pace
  /** Of walks; absent: that of the upstream. */
  readonly reach?: Reach
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
export async function createConnectionSync(given: SyncParts) {
  const parts = { ...given, pace: given.pace ?? steadyPace }
  const { connection, source, store, clock, pace, reach = upstreamReach } = parts
  const { quotaUse } = source
  const stopping = new AbortController()
  const { signal } = stopping
  const state = createState(parts, () => watch.problem() ?? sweeper.problem())
  const mirror = await createMirror({
    name: connection.name,
    store,
    onFailure: (error) => state.onFailure(error, clock.monotonicMs()),
  })
  const ask = createAsk({ source, mirror, clock, signal, ...state })
  const look = createLook(ask)
  const refusedIds = createRefusedIds(parts)
  const shared = { ...parts, ...state, mirror, look, signal, refusedIds }
  const lookAtHead = (ahead: Ahead) => watch.lookAtHead(ahead)
  const sweeper = createSweeper({ ...shared, ask, lookAtHead, quotaUse, reach })
  const watch = createWatch({
    ...shared,
    isFilling: sweeper.isFilling,
    onHead: sweeper.weigh,
    onGap: sweeper.sweepSoon,
    onDoubt: sweeper.doubt,
  })

  return {
    /** Runs until `stop`; resolves when nothing of it is under way any more. */
    // In this order: the first look at the head is the first page of the first walk.
    run: () => Promise.all([sweeper.run(), watch.run()]),
    stop: () => {
      state.end()
      stopping.abort(new AppError('unreachable', 'Waybill is stopping.'))
    },
    name: connection.name,
    /** For a job that the mirror does not know, and one that it may know: see the API's `Sync`. */
    ...createLookUps({
      askById: createAskById({ look, mirror, clock, refusedIds }),
      // Not a look: a key that may not ask for results says nothing of the list.
      findResult: (jobId) => source.findResult(jobId, { purpose: 'person', signal }),
      clock,
      pace,
    }),
    knows: mirror.knows,
    asOf: () => mirror.record().asOf,
    facts(): ConnectionFacts {
      const { name, ...where } = connection
      const jobsKnown = mirror.jobsKnown()
      return { connection: name, ...where, jobsKnown, quota: quotaUse(), ...source.facts() }
    },
    status(): ConnectionSync {
      const { name, ...where } = connection
      const { current, last, asOf } = mirror.record()
      return {
        connection: name,
        ...where,
        state: stateOf(state.health(), watch.asOfAgeMs(), watch.isPatient()),
        asOf,
        jobsKnown: mirror.jobsKnown(),
        sweep: current && progressOf(current),
        lastSweep: last && withoutToken(last),
        nextSweepAt: sweeper.nextAt(),
        quota: quotaUse(),
        problem: state.problem(),
      }
    },
  }
}

/** What is known of the upstream's and the disk's health, told to the log where it changes. */
function createState({ connection, clock, log }: SyncParts, other: () => SyncProblem | null) {
  let health: Health = untried
  let told: string | null = null
  let hasEnded = false
  const problem = () => problemOf(health) ?? other()

  function tell() {
    const now = problem()
    if ((now?.code ?? null) === told) return
    told = now?.code ?? null
    log.problem(connection.name, now)
  }

  return {
    health: () => health,
    problem,
    isWell: () => health.failures === 0,
    isDiskAtFault: () => isOfTheDisk(health.last?.error),
    answeredAtMs: () => health.answeredAtMs,
    onAnswer(atMs: number) {
      health = answered(atMs)
      tell()
    },
    onFailure(error: unknown, startedAtMs: number) {
      if (hasEnded) return
      if (!(error instanceof AppError)) log.fault(connection.name, error)
      health = failed(health, error, startedAtMs, clock.wallMs())
      tell()
    },
    onWait(untilMs: number) {
      health = { ...health, nextTryAtMs: untilMs }
    },
    /** What fails from now on fails because it is being stopped. */
    end() {
      hasEnded = true
    },
  }
}

function withoutToken({ nextToken: _, ...walk }: FinishedSweep) {
  return walk
}
