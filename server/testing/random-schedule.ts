import { AppError } from '../errors.ts'
import type { JobStatus } from '../jobs/job.ts'
import { upstreamReach } from '../jobs/job-source.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { openFiles } from '../store/open-files.ts'
import type { Queries } from '../store/queries.ts'
import { createStoreOver } from '../store/sqlite-store.ts'
import { createConnectionSync } from '../sync/connection-sync.ts'
import { type Pace, steadyPace } from '../sync/pace.ts'
import { aJob } from './a-job.ts'
import { createFakeClock } from './fake-clock.ts'
import { createLookLog } from './look-log.ts'
import { findUntruths, watchClaims } from './mirror-claims.ts'
import {
  createMoodySource,
  type Mood,
  type Order,
  pageCap,
  type TokenKind,
} from './moody-source.ts'
import { createTrueWorld } from './true-world.ts'
import { watchWholeness } from './whole-claims.ts'

/**
 * `job` picks one of those that there are, or were. `step`: on to the next status, as the documents
 * have it. `reuse`: another job has the id from now on.
 */
export type Act =
  | { readonly do: 'create'; readonly status: JobStatus }
  | { readonly do: 'advance'; readonly job: number; readonly status: JobStatus }
  | { readonly do: 'step' | 'rewrite' | 'delete' | 'revive' | 'reuse'; readonly job: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'mood'; readonly mood: Mood; readonly ms: number }
  | { readonly do: 'order'; readonly order: Order; readonly tokens: TokenKind }
  | { readonly do: 'fill-disk'; readonly ms: number }
  | { readonly do: 'restart'; readonly downMs: number }

export type Schedule = {
  readonly seed: number
  /** How many there are at the start. */
  readonly jobs: number
  /** The upstream is far away and gives so many pages by number; absent: it is near. */
  readonly far?: number
  /** Nothing in it makes a settled walk say what is not so: each is held to what it says. */
  readonly isHonest?: boolean
  readonly acts: readonly Act[]
}

/** The walks and second tries of an hour within a minute; the cycle as it is. */
const pace: Pace = {
  ...steadyPace,
  shortestPauseMs: 6000,
  longestPauseMs: 8000,
  doubtPauseMs: 2000,
  restartPauseMs: 200,
  longestRestartPauseMs: 5000,
  betweenDoubtsMs: 200,
  betweenWeakDoubtsMs: 1000,
  lostAgainMs: 5000,
  missLastsMs: 5000,
  whileDiskFailsMs: 3000,
}

/** Gives a store that is wrong in some way, over the files of the right one. */
export type Mutation = (store: JobStore, db: Queries) => JobStore

/** Time enough for three walks and the looks by id after them. */
const quietMs = 45_000
const quietFarMs = 150_000
const connection = { name: 'here', region: 'cn-x', endpoint: 'https://x', iotInstanceId: null }

/**
 * Plays a schedule in virtual time, with a sync over a mirror in memory, lets all come to rest,
 * and gives what was not so: empty when every claim held.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over one state, each part short
export async function playSchedule(
  { seed, jobs, far, isHonest, acts }: Schedule,
  mutate: Mutation = (store) => store,
): Promise<readonly string[]> {
  const clock = createFakeClock()
  const random = createRandom(seed)
  const world = createTrueWorld(clock.wallMs)
  const upstream = createMoodySource(world, clock, random, far !== undefined)
  const log = createLookLog(clock.wallMs)
  const source = log.overSource(upstream.source)
  const disk = { fullUntilMs: 0 }
  const mirror = openMirror(clock.wallMs, mutate)
  const told = { store: mirror, world, log, now: clock.wallMs, gapMs: pace.gapMs }
  const claims = watchClaims(told)
  const wholeness = watchWholeness({ store: mirror, world })
  const logged = log.overStore(mirror)
  const watched = claims.overStore(isHonest ? wholeness.overStore(logged) : logged)
  const store = fillable(watched, () => disk.fullUntilMs > clock.wallMs())
  const faults: string[] = []
  const sink = {
    problem: () => {},
    fault: (_: string, error: unknown) => faults.push(`a fault of our own: ${error}`),
  }
  let created = 0

  function create(status: JobStatus) {
    created += 1
    const createdAt = new Date(clock.wallMs() - Math.floor(random() * 100)).toISOString()
    const productKey = created % 13 === 0 ? 'key-rare' : `key-${created % 4}`
    const facts = { productKey, targetUid: `uid-${created % 3}`, deviceCount: created }
    world.put(aJob({ jobId: `job-${created}`, status, createdAt, ...facts }))
  }

  async function start() {
    const reach = far === undefined ? upstreamReach : { pageSize: pageCap, numberedPages: far }
    const parts = { connection, source, store, clock, random, log: sink, pace, reach }
    const sync = await createConnectionSync(parts)
    const running = sync.run()
    return {
      stop() {
        sync.stop()
        return Promise.race([running, clock.advance(10)])
      },
    }
  }

  for (let n = 0; n < jobs; n++) create(n % 5 === 0 ? 'running' : 'completed')
  let sync = await start()

  async function perform(act: Act) {
    switch (act.do) {
      case 'create':
        return create(act.status)
      case 'wait':
        return clock.advance(act.ms)
      case 'mood':
        return upstream.beMoody(act.mood, act.ms)
      case 'order':
        return upstream.setOrder(act.order, act.tokens)
      case 'fill-disk':
        disk.fullUntilMs = clock.wallMs() + act.ms
        return
      case 'restart':
        await sync.stop()
        await clock.advance(act.downMs)
        sync = await start()
        return
      default:
        return touch(act)
    }
  }

  function idsOf(isToStep: boolean): readonly string[] {
    const jobs = world.jobs().filter(({ status }) => !isToStep || nextStatus[status] !== undefined)
    return jobs.map(({ jobId }) => jobId)
  }

  function touch(act: Extract<Act, { job: number }>) {
    const ids = act.do === 'revive' ? world.everIds() : idsOf(act.do === 'step')
    const jobId = ids[act.job % ids.length]
    if (jobId === undefined) return
    const job = world.find(jobId) ?? aJob({ jobId, status: 'running' })
    const status = nextStatus[job.status]
    const createdAt = new Date(clock.wallMs()).toISOString()
    if (act.do === 'step' && status) world.put({ ...job, status })
    if (act.do === 'reuse' && createdAt !== job.createdAt) world.put({ ...job, createdAt })
    if (act.do === 'delete') world.remove(jobId)
    if (act.do === 'advance') world.put({ ...job, status: act.status })
    if (act.do === 'rewrite') world.put({ ...job, productKey: `key-${random()}`, targets: [] })
    if (act.do === 'revive') world.put(job)
  }

  for (const act of acts) await perform(act)
  upstream.beGood()
  disk.fullUntilMs = 0
  await clock.advance(far === undefined ? quietMs : quietFarMs)
  const untruths = await findUntruths(told)
  await sync.stop()
  await mirror.close()
  return [...faults, ...claims.untruths(), ...wholeness.untruths(), ...untruths]
}

const nextStatus: { readonly [status: string]: JobStatus } = {
  initializing: 'running',
  running: 'completed',
}

function openMirror(now: () => number, mutate: Mutation): JobStore {
  const parts = { folder: null, now, report: () => {}, onBroken: () => {} }
  const files = openFiles(parts)
  return mutate(createStoreOver(files, parts), files.db)
}

/** A store whose writes fail while the disk is full. */
function fillable(store: JobStore, isFull: () => boolean): JobStore {
  return {
    ...store,
    async applyPage(observation, record) {
      if (isFull()) throw new AppError('disk-full', 'full')
      return store.applyPage(observation, record)
    },
  }
}

/** Numbers of 0 to 1 that the seed decides: Lehmer's, good enough to be surprising. */
function createRandom(seed: number) {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
