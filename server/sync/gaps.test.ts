import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Gap } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld, type WorldOptions } from '../testing/a-world.ts'

const iso = (ms: number) => new Date(ms).toISOString()

async function aWatchedJob(options: WorldOptions = {}) {
  const world = aWorld(options)
  world.putJobs(30)
  world.upstream.put(aJob({ jobId: 'one', status: 'running' }))
  const { sync, stop } = await world.start()
  await world.clock.advance(20_000)
  const gaps = async () => (await world.store.findJob('one'))?.gaps ?? []
  return { ...world, sync, stop, gaps }
}

test('a time in which the upstream did not answer is kept as a gap between two settled looks', async () => {
  const { clock, upstream, sync, gaps, countCalls } = await aWatchedJob()
  const asOf = sync.status().asOf
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  const sweeps = countCalls({ purpose: 'sweep' })
  await clock.advance(60_000)
  const beforeMs = clock.wallMs()
  upstream.trouble.next = null
  await clock.advance(10_000)
  const [gap, ...others] = await gaps()
  expect(others).toEqual([])
  expect(gap?.after).toBe(asOf)
  expect(Date.parse(gap?.before ?? '')).toBeGreaterThanOrEqual(beforeMs)
  expect(Date.parse(gap?.before ?? '')).toBeLessThan(beforeMs + 5000)
  expect(countCalls({ purpose: 'sweep' })).toBeGreaterThan(sweeps)
})

test('a time in which no process ran is kept as a gap, too, once', async () => {
  const { clock, sync, stop, start, gaps } = await aWatchedJob()
  const asOf = Date.parse(sync.status().asOf ?? '')
  await stop()
  await clock.advance(3_600_000)
  const startedAtMs = clock.wallMs()
  const second = await start()
  await clock.advance(5000)
  await second.stop()
  await start()
  await clock.advance(5000)
  const [gap, ...others] = await gaps()
  expect(others).toEqual([])
  expect(gap?.before).toBe(iso(startedAtMs))
  // The last cycle's own end may not have been saved: then the gap begins with the one before.
  expect(Date.parse(gap?.after ?? '')).toBeLessThanOrEqual(asOf)
  expect(Date.parse(gap?.after ?? '')).toBeGreaterThan(asOf - 5000)
})

test('half a minute without a settled look is none', async () => {
  const { clock, upstream, gaps } = await aWatchedJob()
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(22_000)
  upstream.trouble.next = null
  await clock.advance(10_000)
  expect(await gaps()).toEqual([])
})

test.each([-7_200_000, 7_200_000])(
  'a wall clock that is set by %i ms is no gap, and the list stays live',
  async (ms) => {
    const { clock, sync, gaps, upstream } = await aWatchedJob()
    clock.stepWall(ms)
    await clock.advance(1000)
    expect(sync.status().state).toBe('live')
    await clock.advance(10_000)
    expect(await gaps()).toEqual([])
    expect(sync.status()).toMatchObject({ state: 'live', problem: null })
    expect(Math.abs(clock.wallMs() - Date.parse(sync.status().asOf ?? ''))).toBeLessThan(5000)
    upstream.put(aJob({ jobId: 'one', status: 'completed' }))
    await clock.advance(3000)
    expect(upstream.calls.length).toBeGreaterThan(0)
  },
)

test('a gap in which the wall clock was set back still ends after it begins', async () => {
  const recorded: Gap[] = []
  const between = (store: JobStore): JobStore => ({
    ...store,
    recordGap(name, gap) {
      recorded.push(gap)
      return store.recordGap(name, gap)
    },
  })
  const { clock, upstream } = await aWatchedJob({ between })
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(30_000)
  clock.stepWall(-7_200_000)
  await clock.advance(30_000)
  upstream.trouble.next = null
  await clock.advance(10_000)
  const [gap, ...others] = recorded.map(
    ({ after, before }) => Date.parse(before) - Date.parse(after),
  )
  expect(others).toEqual([])
  expect(gap).toBeGreaterThan(60_000)
  expect(gap).toBeLessThan(70_000)
})
