import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aFarWorld, isOfPart, isPlain, jobs } from '../testing/a-far-world.ts'
import { aJob } from '../testing/a-job.ts'
import { startMs } from '../testing/a-world.ts'

test.each(['newest-first', 'oldest-first'] as const)(
  'in a list that begins %s, a job that comes as the products are counted hides none of another product',
  async (order) => {
    const { clock, put, upstream, store, start } = aFarWorld({ order })
    put(150, 'key-odd')
    let isDue = true
    upstream.trouble.next = (call) => {
      if (!isOfPart(call) || !isDue) return null
      isDue = false
      // As many more as there are of the product that nobody knows of.
      const createdAt = new Date(startMs + 1000).toISOString()
      upstream.put(aJob({ jobId: 'new', productKey: 'key-d', status: 'completed', createdAt }))
      return null
    }
    const { sync } = await start()
    for (let s = 0; s < 90 && sync.status().lastSweep === null; s++) await clock.advance(1000)
    expect(sync.status().lastSweep).not.toBeNull()
    expect(await store.findJob('job-150')).not.toBeNull()
  },
)

test('an upstream that ignores what it is asked for is asked page after page', async () => {
  const { clock, parts, start, upstream, countJobs } = aFarWorld()
  const { source } = parts
  const { sync } = await start({
    ...source,
    listJobs: ({ productKey: _, ...query }, page, call) => source.listJobs(query, page, call),
  })
  await clock.advance(60_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, pages: 40 })
  expect(await countJobs()).toBe(jobs)
  expect(upstream.calls.filter(({ purpose }) => purpose === 'sweep').length).toBeLessThan(45)
})

test('lists that come to show what they were not asked for are given up at once', async () => {
  const { clock, parts, start, upstream, countJobs } = aFarWorld()
  const { source } = parts
  const { sync } = await start({
    ...source,
    listJobs: ({ productKey, ...query }, page, call) =>
      source.listJobs(
        page.nextToken ? query : { ...query, ...(productKey && { productKey }) },
        page,
        call,
      ),
  })
  await clock.advance(60_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, pages: 40 })
  expect(await countJobs()).toBe(jobs)
  expect(upstream.calls.filter(({ purpose }) => purpose === 'sweep').length).toBeLessThan(50)
})

test('a token that is refused begins one of the lists anew, and no other', async () => {
  const { clock, start, upstream } = aFarWorld()
  let refused = 0
  upstream.trouble.next = ({ query, nextToken }) => {
    if (query.productKey !== 'key-b' || nextToken === undefined || refused > 0) return null
    refused += 1
    return new AppError('token-refused', 'expired')
  }
  const { sync } = await start()
  await clock.advance(30_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, restarts: 0 })
  const begun = upstream.calls.filter((call) => isOfPart(call) && call.nextToken === undefined)
  expect(begun.map(({ query }) => query.productKey).sort()).toEqual([
    'key-a',
    'key-b',
    'key-b',
    'key-c',
    'key-d',
  ])
})

test('a list that always fails does not hold the walk up for ever', async () => {
  const { clock, start, upstream, countJobs } = aFarWorld()
  upstream.trouble.next = ({ query }) =>
    query.productKey === 'key-b' ? new AppError('unreadable-reply', 'odd') : null
  const { sync } = await start()
  await clock.advance(120_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true })
  expect(await countJobs()).toBe(jobs)
})

test('a process that ends with nine tenths read leaves a tenth to the next', async () => {
  const { clock, start, upstream, countJobs } = aFarWorld()
  const first = await start()
  while ((await countJobs()) < 0.9 * jobs) await clock.advance(500)
  await first.stop()
  const before = upstream.calls.filter(isOfPart).length
  const { sync } = await start()
  await clock.advance(10_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, jobsRead: jobs })
  expect(upstream.calls.filter(isOfPart).length - before).toBeLessThanOrEqual(8)
  expect(await countJobs()).toBe(jobs)
})

test('and so it does where it was not yet seen that the lists hold all there is', async () => {
  const { clock, start, upstream, countJobs } = aFarWorld()
  // One more comes with every look at the whole list, so that none says what the lists hold.
  let came = 0
  let isRestless = true
  upstream.trouble.next = ({ query, nextToken }) => {
    if (!isRestless || Object.keys(query).length > 0 || nextToken !== undefined) return null
    came += 1
    const createdAt = new Date(startMs + came).toISOString()
    const job = {
      jobId: `new-${came}`,
      productKey: 'key-a',
      createdAt,
      status: 'completed',
    } as const
    upstream.put(aJob(job))
    return null
  }
  const first = await start()
  while ((await countJobs()) < 0.9 * jobs) await clock.advance(500)
  await first.stop()
  isRestless = false
  const before = upstream.calls.filter(isOfPart).length
  const { sync } = await start()
  await clock.advance(15_000)
  expect(sync.status().lastSweep).not.toBeNull()
  expect(await countJobs()).toBe(jobs + came)
  // What was left, and each list once more to learn how long it is.
  expect(upstream.calls.filter(isOfPart).length - before).toBeLessThanOrEqual(13)
  expect(upstream.calls.some(isPlain)).toBe(false)
})

/** The answer to a call of now that has nothing to show. */
const nothing = (jobCount: number) => ({
  jobs: [],
  texts: new Map<string, string>(),
  unreadable: 0,
  nextToken: null,
  jobCount,
  requestId: null,
})

test('a token that is void without a word ends no list before its jobs', async () => {
  const { clock, start, upstream, countJobs } = aFarWorld()
  let given = 0
  upstream.trouble.next = ({ query, nextToken }) => {
    if (query.productKey !== 'key-b' || nextToken === undefined || given > 0) return null
    given += 1
    const now = { sentAtMs: clock.wallMs(), receivedAtMs: clock.wallMs() + 1000 }
    return { ...nothing(100), ...now }
  }
  const { sync } = await start()
  await clock.advance(40_000)
  expect(given).toBe(1)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, jobsRead: jobs })
  expect(await countJobs()).toBe(jobs)
})

test('a first page without a job that could be read parts nothing, and the walk goes on', async () => {
  const { clock, start, upstream, countJobs } = aFarWorld()
  let isFirst = true
  upstream.trouble.next = () => {
    if (!isFirst) return null
    isFirst = false
    const now = { sentAtMs: clock.wallMs(), receivedAtMs: clock.wallMs() + 1000 }
    return { ...nothing(jobs), ...now, unreadable: 10, nextToken: 'no-token-of-theirs' }
  }
  const { sync } = await start()
  await clock.advance(120_000)
  expect(sync.status().lastSweep).not.toBeNull()
  expect(await countJobs()).toBe(jobs)
})

test('a page of one list that fails again and again leaves the others to the one list', async () => {
  const { clock, start, upstream, countJobs } = aFarWorld()
  let failed = 0
  upstream.trouble.next = ({ query, nextToken }) => {
    if (query.productKey !== 'key-b' || nextToken === undefined) return null
    failed += 1
    return new AppError('upstream-failed', 'this page cannot be had')
  }
  const { sync } = await start()
  await clock.advance(120_000)
  expect(failed).toBeLessThanOrEqual(3)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true })
  expect(await countJobs()).toBe(jobs)
})

test('a cycle that fails while the first walk comes on is soon followed by another: no gap', async () => {
  const { clock, start, upstream, store } = aFarWorld()
  let heads = 0
  upstream.trouble.next = ({ purpose }) => {
    if (purpose !== 'active') return null
    heads += 1
    return heads === 2 ? new AppError('unreachable', 'once') : null
  }
  const { sync } = await start()
  const states = new Set<string>()
  for (let s = 0; s < 90; s++) {
    await clock.advance(1000)
    if (s > 5) states.add(sync.status().state)
  }
  expect(heads).toBeGreaterThan(2)
  expect((await store.findJob('job-1'))?.gaps).toEqual([])
  expect([...states].filter((state) => state !== 'live' && state !== 'stale')).toEqual([])
})
