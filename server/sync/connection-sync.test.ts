import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aWorld, startMs } from '../testing/a-world.ts'

test('the mirror becomes whole with one call a page, then the cycle goes on', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(2000)
  const { sync } = await start()
  await clock.advance(1000)
  expect(await store.countJobs('here')).toBe(2000)
  expect(sync.status()).toMatchObject({ state: 'live', jobsKnown: 2000, sweep: null })
  expect(sync.status().lastSweep).toMatchObject({ pages: 10, jobsRead: 2000, jobCount: 2000 })
  // The first page of the walk is the first look at the head, too.
  expect(upstream.calls.map(({ purpose }) => purpose)).toEqual(['head', ...Array(9).fill('sweep')])
  await clock.advance(1000)
  expect(upstream.calls.slice(10).map(({ query }) => query.status)).toEqual([
    'initializing',
    'running',
  ])
})

test('a job that ends is asked for by id, and its transition is recorded between two looks', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  // Beyond the head of the list, where only the look by id can find it.
  putJobs(260)
  const createdAt = new Date(startMs - 86_400_000).toISOString()
  upstream.put(aJob({ jobId: 'one', status: 'running', createdAt }))
  const { sync } = await start()
  await clock.advance(10_000)
  upstream.put(aJob({ jobId: 'one', status: 'completed', createdAt }))
  await clock.advance(4000)
  const found = await store.findJob('one')
  expect(upstream.calls).toContainEqual({
    query: { jobId: 'one' },
    purpose: 'active',
    nextToken: undefined,
  })
  expect(found?.transitions).toMatchObject([
    { from: null, to: 'running', after: null },
    { from: 'running', to: 'completed' },
  ])
  const change = found?.transitions[1]
  expect(Date.parse(change?.after ?? '')).toBeLessThanOrEqual(startMs + 10_000)
  expect(Date.parse(change?.before ?? '')).toBeGreaterThanOrEqual(startMs + 10_000)
  expect(sync.status().state).toBe('live')
})

test('a job that vanished is asked for once a minute, not every cycle', async () => {
  const { clock, upstream, start } = aWorld()
  upstream.put(aJob({ jobId: 'gone', status: 'running' }))
  const { sync } = await start()
  await clock.advance(3000)
  upstream.remove('gone')
  await clock.advance(50_000)
  expect(upstream.calls.filter(({ query }) => query.jobId === 'gone')).toHaveLength(1)
  expect(sync.status().state).toBe('live')
})

test('a process that was stopped in a walk goes on with it in the next', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(4000)
  const first = await start()
  await clock.advance(520)
  await first.stop()
  const known = await store.countJobs('here')
  expect(known).toBeGreaterThan(1000)
  expect(known).toBeLessThan(4000)
  const before = upstream.calls.length
  const { sync } = await start()
  expect(sync.status()).toMatchObject({ jobsKnown: known })
  await clock.advance(5000)
  expect(await store.countJobs('here')).toBe(4000)
  const sweepCalls = upstream.calls.slice(before).filter(({ purpose }) => purpose === 'sweep')
  expect(sweepCalls[0]?.nextToken).toBeDefined()
  expect(upstream.calls.filter(({ purpose }) => purpose === 'sweep').length).toBeLessThanOrEqual(21)
})

test('jobs that came and ended while nobody looked are found after a restart in mid-walk', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(4000)
  const first = await start()
  await clock.advance(520)
  await first.stop()
  await clock.advance(3_600_000)
  for (let n = 0; n < 200; n++) {
    const createdAt = new Date(startMs + 60_000 + n * 1000).toISOString()
    upstream.put(aJob({ jobId: `meanwhile-${n}`, status: 'completed', createdAt }))
  }
  await start()
  await clock.advance(10_000)
  expect(await store.countJobs('here')).toBe(4200)
})

test('a burst of new jobs is read on from the head at once', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(100)
  await start()
  await clock.advance(5000)
  for (let n = 0; n < 300; n++) {
    const createdAt = new Date(startMs + n * 1000).toISOString()
    upstream.put(aJob({ jobId: `burst-${n}`, status: 'completed', createdAt }))
  }
  await clock.advance(3000)
  expect(await store.countJobs('here')).toBe(400)
})

test('in steady state fewer than two calls a second go out', async () => {
  const { clock, upstream, start, putJobs } = aWorld()
  putJobs(500)
  upstream.put(aJob({ jobId: 'active', status: 'running' }))
  await start()
  await clock.advance(10_000)
  const before = upstream.calls.length
  await clock.advance(60_000)
  expect((upstream.calls.length - before) / 60).toBeLessThan(2)
})
