import { expect, test } from 'vitest'
import type { JobSource } from '../jobs/job-source.ts'
import { aFarWorld, isOfPart, isPlain, jobs, products } from '../testing/a-far-world.ts'
import { aJob } from '../testing/a-job.ts'
import { startMs } from '../testing/a-world.ts'

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

test('jobs that keep coming do not keep a list from being whole by its parts', async () => {
  const { clock, upstream, start, countJobs } = aFarWorld()
  const { sync } = await start()
  let came = 0
  while (sync.status().lastSweep === null && came < 30) {
    came += 1
    const createdAt = new Date(startMs + came).toISOString()
    upstream.put(aJob({ jobId: `new-${came}`, productKey: 'key-b', createdAt }))
    await clock.advance(2000)
  }
  expect(sync.status().lastSweep).not.toBeNull()
  expect(upstream.calls.some(isPlain)).toBe(false)
  await clock.advance(5000)
  expect(await countJobs()).toBe(jobs + came)
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
