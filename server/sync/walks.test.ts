import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { aSettledWorld, aWorld, hurriedPace, startMs } from '../testing/a-world.ts'

const minute = 60_000

test.each([
  {
    how: 'with a row that cannot be read',
    change: (page: SourcePage) => ({ ...page, unreadable: 1 }),
  },
  {
    how: 'that say more jobs than they list',
    change: (page: SourcePage) => ({ ...page, jobCount: 1000 }),
  },
  {
    how: 'that do not say how many there are',
    change: (page: SourcePage) => ({ ...page, jobCount: null }),
  },
])('walks $how make no job missing, and the mirror is whole all the same', async ({ change }) => {
  const { clock, store, parts, upstream, start, putJobs } = aWorld({ pace: hurriedPace })
  const { source } = parts
  const odd: typeof source = {
    ...source,
    async listJobs(query, page, call) {
      const reply = await source.listJobs(query, page, call)
      return call.purpose === 'sweep' && query.jobId === undefined ? change(reply) : reply
    },
  }
  putJobs(500)
  const { sync } = await start({ source: odd })
  await clock.advance(10_000)
  upstream.remove('job-400')
  await clock.advance(3 * minute)
  expect(sync.status().lastSweep).toMatchObject({ isSettled: false, pages: 3 })
  expect(await store.countJobs('here')).toBe(500)
  expect((await store.findJob('job-400'))?.job.missingSince).toBeNull()
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
  expect(countCalls({ jobId: 'job-199' })).toBe(0)
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
  // Five pages of 2 s each, twenty times.
  const nextAtMs = Date.parse(sync.status().lastSweep?.finishedAt ?? '') + 200_000
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
