import { onTestFinished } from 'vitest'
import type { Job } from '../jobs/job.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { createConnectionSync } from '../sync/connection-sync.ts'
import type { SyncProblem } from '../sync/sync-status.ts'
import { aJob } from './a-job.ts'
import { createFakeClock } from './fake-clock.ts'
import { createMemorySource } from './memory-source.ts'

export const startMs = Date.parse('2026-11-24T02:00:00.000Z')

/** An upstream in memory, a mirror in memory, and a sync between them; ends with the test. */
export function aWorld() {
  const clock = createFakeClock(startMs)
  const upstream = createMemorySource(clock)
  const store = createSqliteStore({ file: ':memory:', now: clock.wallMs })
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
  const parts = { connection, source: upstream.source, store, clock, random: () => 0.5, log }

  async function start() {
    const sync = await createConnectionSync(parts)
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
  return { clock, upstream, store, start, putJobs, logged }
}
