import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { JobStatus } from '../jobs/job.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { aSettledWorld, aWorld, hurriedPace, startMs } from '../testing/a-world.ts'
import { steadyPace } from './pace.ts'

const minute = 60_000

/** A settled list whose walks, and they alone, answer a little otherwise. */
async function aWorldOfOddWalks(change: (page: SourcePage) => SourcePage, pace = hurriedPace) {
  const world = aWorld({ pace })
  const { source } = world.parts
  const odd: typeof source = {
    ...source,
    async listJobs(query, page, call) {
      const reply = await source.listJobs(query, page, call)
      return call.purpose === 'sweep' && query.jobId === undefined ? change(reply) : reply
    },
  }
  world.putJobs(500)
  const { sync } = await world.start({ source: odd })
  await world.clock.advance(10_000)
  const missingSince = async (jobId: string) =>
    (await world.store.findJob(jobId))?.job.missingSince ?? null
  return { ...world, sync, missingSince }
}

test.each([
  {
    how: 'with a row that cannot be read',
    change: (page: SourcePage) => ({ ...page, unreadable: 1 }),
    unsettledBy: 'unreadable',
  },
  {
    how: 'that say one job more than they list',
    change: (page: SourcePage) => ({ ...page, jobCount: (page.jobCount ?? 0) + 1 }),
    unsettledBy: 'short',
  },
  {
    how: 'that do not say how many there are',
    change: (page: SourcePage) => ({ ...page, jobCount: null }),
    unsettledBy: 'uncounted',
  },
])('four walks $how make a job that is gone missing, two do not', async (given) => {
  const { clock, upstream, sync, missingSince, countCalls } = await aWorldOfOddWalks(given.change)
  upstream.remove('job-400')
  const walksBefore = countCalls({ purpose: 'sweep' }) / 3
  const walks = () => countCalls({ purpose: 'sweep' }) / 3 - walksBefore
  while (walks() < 3) await clock.advance(1000)
  expect(countCalls({ jobId: 'job-400' })).toBe(0)
  expect(await missingSince('job-400')).toBeNull()
  await clock.advance(2 * minute)
  expect(await missingSince('job-400')).not.toBeNull()
  expect(countCalls({ jobId: 'job-400' })).toBe(1)
  expect(sync.status()).toMatchObject({ state: 'live', jobsKnown: 499 })
  const { lastSweep } = sync.status()
  expect(lastSweep).toMatchObject({ isSettled: false, unsettledBy: given.unsettledBy })
  expect(lastSweep?.unsettledInARow).toBeGreaterThan(4)
  expect(lastSweep?.unreadable).toBe(given.unsettledBy === 'unreadable' ? 3 : 0)
})

test('walks that lack half of the list make no job missing, and the mirror is whole all the same', async () => {
  const { clock, store, upstream, sync, missingSince, countCalls } = await aWorldOfOddWalks(
    (page) => ({ ...page, jobCount: 1000 }),
  )
  upstream.remove('job-400')
  await clock.advance(3 * minute)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: false, pages: 3 })
  expect(await store.countJobs('here')).toBe(500)
  expect(await missingSince('job-400')).toBeNull()
  expect(countCalls({ jobId: 'job-400' })).toBe(0)
})

test('jobs that every walk hides are asked for seldom, and stay', async () => {
  const { clock, upstream, store, sync, countCalls } = await aWorldOfOddWalks((page) => {
    const shown = page.jobs.filter(({ jobId }) => Number(jobId.slice('job-'.length)) < 460)
    return { ...page, jobs: shown, unreadable: page.jobs.length - shown.length }
  }, steadyPace)
  const putHidden = (status: JobStatus) => {
    for (let n = 460; n < 500; n++) {
      const createdAt = new Date(startMs - (n + 1) * minute).toISOString()
      upstream.put(aJob({ jobId: `job-${n}`, status, createdAt }))
    }
  }
  // The active pages show them, so that the mirror knows them.
  putHidden('running')
  await clock.advance(5000)
  putHidden('completed')
  const asked = () =>
    upstream.calls.filter(({ query, purpose }) => purpose === 'sweep' && query.jobId !== undefined)
  while (asked().length === 0) await clock.advance(10_000)
  const before = countCalls()
  await clock.advance(5 * minute)
  expect((countCalls() - before) / 300).toBeLessThan(2)
  expect(asked().length).toBeGreaterThan(25)
  expect(asked().length).toBeLessThanOrEqual(31)
  expect(await store.countJobs('here')).toBe(500)
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
}, 60_000)

test('a list of which the upstream admits a part alone is read to its end', async () => {
  const { clock, store, parts, start, putJobs, countCalls } = aWorld()
  const { source } = parts
  putJobs(5000)
  const { sync } = await start({
    source: {
      ...source,
      listJobs: async (query, page, call) => {
        const reply = await source.listJobs(query, page, call)
        return { ...reply, jobCount: Math.min(reply.jobCount ?? 0, 1000) }
      },
    },
  })
  await clock.advance(20_000)
  expect(await store.countJobs('here')).toBe(5000)
  expect(sync.status()).toMatchObject({ problem: null, lastSweep: { pages: 25, restarts: 0 } })
  expect(countCalls({ purpose: 'sweep' })).toBe(24)
})

test('pages that come again under ever new tokens cost a walk two calls', async () => {
  const { clock, parts, start, putJobs, countCalls, store } = aWorld()
  const { source } = parts
  putJobs(1000)
  let made = 0
  const { sync } = await start({
    source: {
      ...source,
      async listJobs(query, page, call) {
        if (call.purpose !== 'sweep') return source.listJobs(query, page, call)
        const [, token] = page.nextToken?.split('#') ?? []
        const reply = await source.listJobs(query, { ...page, nextToken: token || undefined }, call)
        made += 1
        return { ...reply, nextToken: `${made}#${reply.nextToken ?? ''}` }
      },
    },
  })
  await clock.advance(900)
  expect(countCalls({ purpose: 'sweep' })).toBe(7)
  expect(sync.status().sweep).toMatchObject({ restarts: 1, pages: 0 })
  expect(await store.countJobs('here')).toBe(1000)
  await clock.advance(30_000)
  expect(sync.status()).toMatchObject({ state: 'live', problem: { code: 'token-refused' } })
})

test('a list that shrinks under each walk hides the same job and does not make it missing', async () => {
  const { clock, upstream, missingSince, sync, countCalls } = await aSettledWorld({
    tokens: 'offset',
    pace: hurriedPace,
  })
  let walks = 0
  // Between two pages a job of the first page goes, and all others move up by one: the first of the
  // second page is on neither. Then a new one comes, so that the next walk finds the same length.
  upstream.trouble.next = ({ purpose, query, nextToken }) => {
    if (purpose !== 'sweep' || query.jobId !== undefined) return null
    if (nextToken === undefined) {
      walks += 1
      upstream.remove(walks === 1 ? 'job-0' : `new-${walks - 1}`)
    } else if (nextToken.endsWith(' 200')) {
      const createdAt = new Date(clock.wallMs()).toISOString()
      upstream.put(aJob({ jobId: `new-${walks}`, status: 'completed', createdAt }))
    }
    return null
  }
  await clock.advance(3 * minute)
  expect(walks).toBeGreaterThan(5)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: false, pages: 3 })
  expect(await missingSince('job-199')).toBeNull()
  // Again and again it looks gone, so it is asked for by its id, and is there.
  expect(countCalls({ jobId: 'job-199' })).toBeLessThanOrEqual(walks / 4)
})

test.each(['newest-first', 'oldest-first', 'shuffled'] as const)(
  'whatever comes and goes during walks in the order %s, the mirror becomes the account',
  async (order) => {
    const { clock, upstream, store, start, putJobs } = aWorld({
      order,
      tokens: 'offset',
      pace: hurriedPace,
    })
    putJobs(1200)
    await start()
    for (let n = 0; n < 20; n++) {
      await clock.advance(60)
      upstream.remove(`job-${n * 37}`)
      const createdAt = new Date(startMs - n * 3_000_000).toISOString()
      upstream.put(aJob({ jobId: `new-${n}`, status: 'completed', createdAt }))
    }
    await clock.advance(2 * minute)
    expect(await store.countJobs('here')).toBe(1200)
    for (let n = 0; n < 20; n++) {
      expect((await store.findJob(`new-${n}`))?.job.missingSince).toBeNull()
      expect((await store.findJob(`job-${n * 37}`))?.job.missingSince).not.toBeNull()
    }
  },
)

test('a wall clock that is set back during a walk makes no job look absent', async () => {
  const { clock, upstream, store, start, putJobs, countCalls } = aWorld({
    tokens: 'offset',
    pace: hurriedPace,
  })
  putJobs(500)
  const { sync } = await start()
  await clock.advance(10_000)
  // The third page of each walk is sent, by the wall clock, before the walk began and comes after.
  upstream.trouble.next = ({ purpose, nextToken }) => {
    if (purpose === 'sweep' && nextToken?.endsWith(' 200')) clock.stepWall(-120)
    return null
  }
  await clock.advance(3 * minute)
  expect(sync.status().lastSweep).toMatchObject({ pages: 3, isSettled: false })
  expect(await store.countJobs('here')).toBe(500)
  expect(countCalls({ purpose: 'sweep' })).toBeGreaterThan(15)
  expect(upstream.calls.some(({ query }) => query.jobId !== undefined)).toBe(false)
})

test('walks take a twentieth of the time at most, and say when the next begins', async () => {
  const { clock, start, putJobs } = aWorld({ latencyMs: 2000, pace: hurriedPace })
  putJobs(1000)
  const { sync } = await start()
  await clock.advance(15_000)
  // A page of 2 s, then four of them at once, twenty times.
  const nextAtMs = Date.parse(sync.status().lastSweep?.finishedAt ?? '') + 80_000
  expect(sync.status().nextSweepAt).toBe(new Date(nextAtMs).toISOString())
  let underWay = 0
  for (let seconds = 0; seconds < 630; seconds++) {
    await clock.advance(1000)
    const { sweep, nextSweepAt } = sync.status()
    if (sweep === null) continue
    expect(nextSweepAt).toBeNull()
    underWay += 1
  }
  expect(underWay / 630).toBeGreaterThan(0.03)
  expect(underWay / 630).toBeLessThanOrEqual(0.05)
})

test('a doubt that never clears up does not keep walks going', async () => {
  const { clock, upstream, countCalls } = await aSettledWorld({ pace: hurriedPace })
  upstream.remove('one')
  upstream.trouble.next = ({ query }) =>
    query.jobId === 'one' ? new AppError('request-refused', 'no such id') : null
  const before = countCalls({ purpose: 'sweep' })
  await clock.advance(4 * minute)
  // Three pages and at most one look by id each.
  expect((countCalls({ purpose: 'sweep' }) - before) / 4).toBeLessThan(40)
})

test('a walk that another process began takes as long as its pages, not as the time between', async () => {
  const { clock, start, putJobs } = aWorld({ latencyMs: 1000 })
  putJobs(4000)
  const first = await start()
  await clock.advance(3000)
  await first.stop()
  await clock.advance(20_000)
  const { sync } = await start()
  expect(sync.status().sweep?.pages).toBeGreaterThan(4)
  await clock.advance(20_000)
  const { lastSweep, nextSweepAt } = sync.status()
  expect(lastSweep?.pages).toBe(20)
  const pauseMs = Date.parse(nextSweepAt ?? '') - Date.parse(lastSweep?.finishedAt ?? '')
  // Twenty pages of a second each, twenty times.
  expect(pauseMs).toBeGreaterThanOrEqual(400_000)
  expect(pauseMs).toBeLessThan(450_000)
})
