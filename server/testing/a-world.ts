import { onTestFinished } from 'vitest'
import type { Job } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { createConnectionSync, type SyncParts } from '../sync/connection-sync.ts'
import { type Pace, steadyPace } from '../sync/pace.ts'
import type { SyncProblem } from '../sync/sync-status.ts'
import { aJob } from './a-job.ts'
import { createFakeClock } from './fake-clock.ts'
import { createMemorySource, type MemoryOptions } from './memory-source.ts'

export const startMs = Date.parse('2026-11-24T02:00:00.000Z')

/** Walks and doubts that come fifteen times as soon; the rest at the product's own pace. */
export const hurriedPace: Pace = {
  ...steadyPace,
  shortestPauseMs: 20_000,
  longestPauseMs: 240_000,
  doubtPauseMs: 4000,
  lostAgainMs: 4000,
}

export type WorldOptions = MemoryOptions & {
  readonly pace?: Pace
  /** What the sync sees of the store, where that is not the store itself. */
  readonly between?: (store: JobStore) => JobStore
}

/** An upstream in memory, a mirror in memory, and a sync between them; ends with the test. */
export function aWorld({ pace, between = (store) => store, ...options }: WorldOptions = {}) {
  const clock = createFakeClock(startMs)
  const upstream = createMemorySource(clock, options)
  const store = createSqliteStore({ folder: null, now: clock.wallMs })
  onTestFinished(store.close)
  const connection = {
    name: 'here',
    region: 'cn-shanghai',
    endpoint: 'https://x',
    iotInstanceId: null,
  }
  const logged: (string | null)[] = []
  const log = {
    problem: (_: string, problem: SyncProblem | null) => logged.push(problem?.code ?? null),
    fault: (_: string, error: unknown) => logged.push(String(error)),
  }
  const parts = {
    connection,
    source: upstream.source,
    store: between(store),
    clock,
    random: () => 0.5,
    log,
    ...(pace && { pace }),
  }

  /** One process; the mirror outlives it. */
  async function start(otherParts: Partial<SyncParts> = {}) {
    const sync = await createConnectionSync({ ...parts, ...otherParts })
    const running = sync.run()
    const stop = () => {
      sync.stop()
      return running
    }
    onTestFinished(async () => {
      await stop()
    })
    return { sync, stop }
  }

  /** One a minute, back from the start; completed unless told otherwise. */
  function putJobs(count: number, overrides: Partial<Job> = {}) {
    for (let n = 0; n < count; n++) {
      const createdAt = new Date(startMs - (n + 1) * 60_000).toISOString()
      upstream.put(aJob({ jobId: `job-${n}`, status: 'completed', createdAt, ...overrides }))
    }
  }

  /** Calls so far, of one purpose or for one job. */
  const countCalls = (what: { readonly purpose?: string; readonly jobId?: string } = {}) =>
    upstream.calls.filter(
      ({ purpose, query }) =>
        (what.purpose ?? purpose) === purpose && (what.jobId ?? query.jobId) === query.jobId,
    ).length

  return { clock, upstream, store, parts, start, putJobs, countCalls, logged }
}

/** A list of more than one page that is whole in the mirror, its newest job `one` running. */
export async function aSettledWorld(options: WorldOptions = {}) {
  const world = aWorld(options)
  world.putJobs(500)
  world.upstream.put(aJob({ jobId: 'one', status: 'running' }))
  const { sync } = await world.start()
  await world.clock.advance(30_000)
  const missingSince = async (jobId: string) =>
    (await world.store.findJob(jobId))?.job.missingSince ?? null
  return { ...world, sync, missingSince }
}
