import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Gap, JobStatus } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld, startMs } from '../testing/a-world.ts'
import { createMirror } from './mirror.ts'

const iso = (ms: number) => new Date(startMs + ms).toISOString()

/** A world with one running job that was watched for 20 s, and what its gaps are. */
async function aWatchedJob(between?: (store: JobStore) => JobStore) {
  const world = aWorld(between && { between })
  world.upstream.put(aJob({ jobId: 'one', status: 'running' }))
  const process = await world.start()
  await world.clock.advance(20_000)
  const gaps = async () => (await world.store.findJob('one'))?.gaps ?? []
  return { ...world, ...process, gaps }
}

test('a process that ends as it has just recorded a gap leaves it to no other to record again', async () => {
  const recorded: Gap[] = []
  let isDying = false
  const between = (store: JobStore): JobStore => ({
    ...store,
    async recordGap(...given) {
      recorded.push(given[1])
      await store.recordGap(...given)
      isDying = true
    },
    async applyPage(...given) {
      if (isDying) throw new AppError('disk-failed', 'killed')
      return store.applyPage(...given)
    },
  })
  const { clock, upstream, start, stop, gaps } = await aWatchedJob(between)
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(60_000)
  upstream.trouble.next = null
  await clock.advance(3000)
  await stop()
  expect(isDying).toBe(true)
  isDying = false
  await start()
  await clock.advance(10_000)
  expect(await gaps()).toHaveLength(1)
  expect(recorded).toHaveLength(1)
})

test('a process that finds the mirror lost still knows since when nobody looked', async () => {
  const { clock, sync, store, start, stop, gaps } = await aWatchedJob()
  const asOf = sync.status().asOf ?? ''
  await stop()
  await clock.advance(3_600_000)
  const startedMs = clock.wallMs()
  const readSync = async () => ({ current: null, last: null, asOf: null })
  const second = await start({ store: { ...store, readSync } })
  expect(second.sync.status()).toMatchObject({ state: 'connecting', asOf: null })
  await clock.advance(5000)
  const [gap, ...others] = await gaps()
  expect(others).toEqual([])
  expect(gap?.before).toBe(new Date(startedMs).toISOString())
  expect(Date.parse(gap?.after ?? '')).toBeLessThanOrEqual(Date.parse(asOf))
  expect(Date.parse(gap?.after ?? '')).toBeGreaterThan(Date.parse(asOf) - 5000)
})

test('a cycle in which two looks crossed settles nothing, the next one does', async () => {
  const store = createSqliteStore({ folder: null, now: () => startMs })
  onTestFinished(() => store.close())
  const mirror = await createMirror({ name: 'here', store, onFailure: () => {} })
  const see = (sent: number, received: number, status: JobStatus) =>
    mirror.take({
      jobs: [aJob({ status })],
      nextToken: null,
      jobCount: 1,
      unreadable: 0,
      sentAtMs: startMs + sent,
      receivedAtMs: startMs + received,
      requestId: null,
    })
  await see(0, 900, 'running')
  mirror.setAsOf(iso(0))
  await see(500, 1000, 'completed')
  mirror.setAsOf(iso(400))
  expect(mirror.record().asOf).toBe(iso(0))
  await see(1500, 1600, 'completed')
  mirror.setAsOf(iso(1400))
  expect(mirror.record().asOf).toBe(iso(1400))
})
