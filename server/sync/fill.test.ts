import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { JobSource } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld, startMs } from '../testing/a-world.ts'
import type { MemoryCall } from '../testing/memory-source.ts'

/** A tenth of what there is, so that few jobs are a long list. */
const reach = { pageSize: 10, numberedPages: 2 }
const products = ['key-a', 'key-b', 'key-c', 'key-d'] as const
const jobs = 400

/** A long list of four products, so far away that one walk alone would leave slots unused. */
function aFarWorld() {
  const world = aWorld({ latencyMs: 1000 })
  for (let n = 0; n < jobs; n++) put(n, products[n % products.length])
  function put(n: number, productKey = 'key-a') {
    const createdAt = new Date(startMs - (n + 1) * 60_000).toISOString()
    world.upstream.put(aJob({ jobId: `job-${n}`, status: 'completed', createdAt, productKey }))
  }
  const start = (source: JobSource = world.parts.source) =>
    world.start({ reach, source: withShortPages(source) })
  const countJobs = () => world.store.countJobs('here')
  return { ...world, start, put, countJobs }
}

function withShortPages(source: JobSource): JobSource {
  const { pageSize } = reach
  return {
    ...source,
    listJobs: (query, { size, ...place }, call) =>
      source.listJobs(query, { ...place, size: Math.min(size, pageSize) }, call),
  }
}

const isOfPart = ({ query }: MemoryCall) => query.productKey !== undefined
const isPlain = ({ purpose, query, nextToken }: MemoryCall) =>
  purpose === 'sweep' && Object.keys(query).length === 0 && nextToken !== undefined

/** How many of them were under way at once, at most. */
function watchCrowd(source: JobSource) {
  let underWay = 0
  let most = 0
  const watched: JobSource = {
    ...source,
    async listJobs(...call) {
      underWay += 1
      most = Math.max(most, underWay)
      return source.listJobs(...call).finally(() => {
        underWay -= 1
      })
    },
  }
  return { watched, most: () => most }
}

test('a long list far away is read by several walks at once, which are one whole walk', async () => {
  const { clock, upstream, parts, start, countJobs } = aFarWorld()
  const { watched, most } = watchCrowd(parts.source)
  const { sync } = await start(watched)
  await clock.advance(20_000)
  expect(sync.status().lastSweep).toMatchObject({ jobsRead: jobs, jobCount: jobs, isSettled: true })
  expect(await countJobs()).toBe(jobs)
  // The first page, ten of each product, and nothing to prove it by.
  expect(upstream.calls.slice(0, 41).filter(isOfPart)).toHaveLength(40)
  expect(sync.status().lastSweep?.pages).toBe(41)
  expect(upstream.calls.some(isPlain)).toBe(false)
  // Two that fly while four slots of two seconds each come round, and one that waits.
  expect(most()).toBeLessThanOrEqual(4)
})

test('a product that no page showed makes the one list be read after all', async () => {
  const { clock, put, upstream, start, countJobs } = aFarWorld()
  put(150, 'key-odd')
  const { sync } = await start()
  await clock.advance(60_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, pages: 40 })
  expect(upstream.calls.some(isPlain)).toBe(true)
  expect(await countJobs()).toBe(jobs)
})

test('a product that only a page further back shows is read like the others', async () => {
  const { clock, put, upstream, start, countJobs } = aFarWorld()
  for (let n = 11; n < 21; n++) put(n, 'key-old')
  const { sync } = await start()
  await clock.advance(20_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, jobsRead: jobs })
  expect(upstream.calls.some(isPlain)).toBe(false)
  expect(await countJobs()).toBe(jobs)
})

test.each(['newest-first', 'oldest-first'] as const)(
  'in a list that begins %s, a job that comes as the products are counted hides none of another product',
  async () => {
    const { clock, put, upstream, store, start } = aFarWorld()
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

test('progress only grows, and no token of it is told', async () => {
  const { clock, start } = aFarWorld()
  const { sync } = await start()
  let last = 0
  while (sync.status().lastSweep === null) {
    const { sweep } = sync.status()
    expect(sweep?.jobsRead ?? last).toBeGreaterThanOrEqual(last)
    expect(sweep?.jobCount ?? jobs).toBe(jobs)
    expect(JSON.stringify(sync.status())).not.toMatch(/nextToken|parts/)
    last = sweep?.jobsRead ?? last
    await clock.advance(500)
  }
})

test('while the first walk comes on, the cycle asks one call in half a minute, and leaves no gap', async () => {
  const { clock, upstream, store, start, put } = aFarWorld()
  for (let n = jobs; n < 4000; n++) put(n, products[n % products.length])
  upstream.put(aJob({ jobId: 'one', status: 'running', productKey: 'key-a' }))
  const { sync } = await start()
  for (let seconds = 0; seconds < 90; seconds++) {
    await clock.advance(1000)
    expect(sync.status()).toMatchObject({
      lastSweep: null,
      state: seconds < 2 ? expect.any(String) : 'live',
    })
  }
  const aside = upstream.calls.filter(({ purpose }) => purpose !== 'sweep')
  expect(aside.map(({ purpose }) => purpose)).toEqual(['head', 'head', 'head', 'head'])
  upstream.put(aJob({ jobId: 'one', status: 'completed', productKey: 'key-a' }))
  await clock.advance(60_000)
  const found = await store.findJob('one')
  expect(found?.job.status).toBe('completed')
  expect(found?.gaps).toEqual([])
})
