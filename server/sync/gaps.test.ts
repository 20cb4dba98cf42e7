import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Gap, JobStatus } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld, startMs, type WorldOptions } from '../testing/a-world.ts'

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

test('cycles that take minutes because others use the quota are no gaps, and bring on no walks', async () => {
  const { clock, upstream, start, parts, store, countCalls } = aWorld({ latencyMs: 80 })
  for (let n = 0; n < 1000; n++) {
    const createdAt = new Date(startMs - n * 1000).toISOString()
    upstream.put(aJob({ jobId: `running-${n}`, status: 'running', createdAt }))
  }
  let nextMs = 0
  const { source } = parts
  // One call in 4 s, first come first served.
  const { sync } = await start({
    source: {
      ...source,
      async listJobs(query, page, call) {
        const atMs = Math.max(nextMs, clock.monotonicMs())
        nextMs = atMs + 4000
        await clock.wait(atMs - clock.monotonicMs(), call.signal ?? new AbortController().signal)
        return source.listJobs(query, page, call)
      },
    },
  })
  await clock.advance(1_800_000)
  expect((await store.findJob('running-5'))?.gaps).toEqual([])
  expect(countCalls({ purpose: 'sweep' })).toBeLessThanOrEqual(5 * 3)
  // Twenty end at once, further than the head shows: it takes cycles to ask for them all.
  for (let n = 980; n < 1000; n++) {
    const createdAt = new Date(startMs - n * 1000).toISOString()
    upstream.put(aJob({ jobId: `running-${n}`, status: 'completed', createdAt }))
  }
  await clock.advance(600_000)
  expect((await store.findJob('running-990'))?.job.status).toBe('completed')
  expect((await store.findJob('running-5'))?.gaps).toEqual([])
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(600_000)
  upstream.trouble.next = null
  await clock.advance(200_000)
  expect((await store.findJob('running-5'))?.gaps).toHaveLength(1)
  expect(sync.status().problem).toBeNull()
}, 120_000)

test('gaps that follow each other closely bring on a walk now and then, not one each', async () => {
  const { clock, upstream, countCalls } = await aWatchedJob()
  const walksIn = async (outages: number) => {
    const before = countCalls({ purpose: 'sweep' })
    for (let n = 0; n < outages; n++) {
      upstream.trouble.next = () => new AppError('unreachable', 'down')
      await clock.advance(32_000)
      upstream.trouble.next = null
      await clock.advance(5000)
    }
    return countCalls({ purpose: 'sweep' }) - before
  }
  expect(await walksIn(1)).toBe(1)
  expect(await walksIn(8)).toBeLessThanOrEqual(5)
})

test('while others use the quota up a gap brings on no walk, and the usual ones go on', async () => {
  const { clock, upstream, start, parts, putJobs, countCalls } = aWorld()
  putJobs(30)
  let isContended = false
  const quotaUse = () => ({
    ...parts.source.quotaUse(),
    sharing: isContended ? ('contended' as const) : ('alone' as const),
  })
  await start({ source: { ...parts.source, quotaUse } })
  await clock.advance(10_000)
  isContended = true
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(60_000)
  upstream.trouble.next = null
  const before = countCalls({ purpose: 'sweep' })
  await clock.advance(60_000)
  expect(countCalls({ purpose: 'sweep' })).toBe(before)
  await clock.advance(240_000)
  expect(countCalls({ purpose: 'sweep' })).toBe(before + 1)
})

test('a walk that waited for the quota begins once others leave it', async () => {
  const { clock, upstream, start, parts, putJobs, countCalls } = aWorld()
  putJobs(30)
  let sharing: 'contended' | 'shared' = 'contended'
  const source = { ...parts.source, quotaUse: () => ({ ...parts.source.quotaUse(), sharing }) }
  await start({ source })
  await clock.advance(10_000)
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(60_000)
  upstream.trouble.next = null
  await clock.advance(10_000)
  const before = countCalls({ purpose: 'sweep' })
  sharing = 'shared'
  await clock.advance(1000)
  expect(countCalls({ purpose: 'sweep' })).toBe(before + 1)
})

test.each(['an outage', 'a restart'] as const)(
  'after %s a gap is kept though the first cycles cannot ask for all that ended meanwhile',
  async (what) => {
    const { clock, upstream, start, store, putJobs } = aWorld()
    const createdAt = '2026-01-01T00:00:00.000Z'
    const putOld = (status: JobStatus) => {
      for (let n = 0; n < 12; n++) {
        upstream.put(aJob({ jobId: `old-${n}`, status, createdAt }))
      }
    }
    putJobs(300)
    putOld('running')
    const { stop } = await start()
    await clock.advance(20_000)
    if (what === 'a restart') await stop()
    upstream.trouble.next = () => new AppError('unreachable', 'down')
    await clock.advance(60_000)
    putOld('completed')
    // No walk tells of them sooner.
    upstream.trouble.next = ({ purpose }) =>
      purpose === 'sweep' ? new AppError('timed-out', 'slow') : null
    if (what === 'a restart') await start()
    await clock.advance(30_000)
    const found = await store.findJob('old-11')
    expect(found?.job.status).toBe('completed')
    expect(found?.gaps).toHaveLength(1)
  },
)
