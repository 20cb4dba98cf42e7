import { expect, test } from 'vitest'
import type { JobSource } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld, startMs } from '../testing/a-world.ts'

/** Nine pages, far away. */
function aFarWorld(latencyMs = 1000) {
  const world = aWorld({ latencyMs, tokens: 'offset' })
  world.putJobs(1700)
  const numbered = () => world.upstream.calls.filter(({ number }) => number !== undefined)
  const start = (source: JobSource = world.parts.source) => world.start({ source })
  return { ...world, start, numbered }
}

test('pages far away are asked for before their turn, each once', async () => {
  const { clock, start, numbered, store } = aFarWorld()
  const { sync } = await start()
  await clock.advance(5000)
  expect(sync.status().lastSweep).toMatchObject({ pages: 9, jobsRead: 1700, isSettled: true })
  expect(numbered().map(({ number }) => number)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  expect(await store.countJobs('here')).toBe(1700)
})

test('near by one page after the other is as good', async () => {
  const { clock, start, numbered } = aFarWorld(80)
  const { sync } = await start()
  await clock.advance(1500)
  expect(sync.status().lastSweep).toMatchObject({ pages: 9 })
  expect(numbered()).toEqual([])
})

test('jobs that come between two pages that cross hide none, and cost a call or two', async () => {
  const { clock, start, parts, upstream, store, numbered } = aFarWorld()
  const { source } = parts
  let came = 0
  const { sync } = await start({
    ...source,
    async listJobs(query, place, call) {
      // A job comes, and then pages are looked up that were asked for before the next two were.
      if ((place.number === 3 || place.number === 6) && came < 2) {
        came += 1
        await clock.wait(500, call.signal ?? new AbortController().signal)
        const createdAt = new Date(startMs + came).toISOString()
        upstream.put(aJob({ jobId: `new-${came}`, status: 'completed', createdAt }))
      }
      return source.listJobs(query, place, call)
    },
  })
  await clock.advance(15_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true })
  for (let n = 0; n < 1700; n++) expect(await store.findJob(`job-${n}`)).not.toBeNull()
  expect(came).toBe(2)
  expect(numbered().length).toBeGreaterThan(8)
  expect(numbered().length).toBeLessThanOrEqual(14)
})

/** Numbers mean something else than they should. */
async function aWorldOfOddNumbers(change: (number: number) => number) {
  const world = aFarWorld()
  const { source } = world.parts
  const { sync } = await world.start({
    ...source,
    listJobs: (query, { number, ...place }, call) =>
      source.listJobs(query, { ...place, ...(number && { number: change(number) }) }, call),
  })
  return { ...world, sync }
}

test('where numbers are ignored, tokens lead on', async () => {
  const { clock, sync, store, numbered } = await aWorldOfOddNumbers(() => 1)
  await clock.advance(20_000)
  expect(sync.status().lastSweep).toMatchObject({ pages: 9, jobsRead: 1700, isSettled: true })
  expect(await store.countJobs('here')).toBe(1700)
  expect(numbered().length).toBeLessThanOrEqual(5)
})

test('where numbers begin at nought, the walk proves nothing, and the next one brings the rest', async () => {
  const { clock, sync, store } = await aWorldOfOddNumbers((number) => number + 1)
  await clock.advance(20_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: false, unsettledBy: 'short' })
  while (sync.status().sweep === null) await clock.advance(10_000)
  await clock.advance(20_000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true, jobsRead: 1700 })
  expect(await store.countJobs('here')).toBe(1700)
})

test('a list in another order each time is read by tokens, or every job of it once', async () => {
  const world = aWorld({ latencyMs: 1000, order: 'shuffled' })
  world.putJobs(1700)
  const { sync } = await world.start()
  while (sync.status().lastSweep === null) await world.clock.advance(1000)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: true })
  expect(await world.store.countJobs('here')).toBe(1700)
})
