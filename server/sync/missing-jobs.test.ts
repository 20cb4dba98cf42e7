import { expect, test } from 'vitest'
import type { SourcePage } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { aSettledWorld, hurriedPace } from '../testing/a-world.ts'

const minute = 60_000
const everything = {
  filter: {},
  sort: { by: 'createdAt', descending: true },
  pageSize: 200,
} as const

test('a running job that vanished is missing after two walks, within three minutes', async () => {
  const { clock, upstream, sync, missingSince, store } = await aSettledWorld()
  upstream.remove('one')
  await clock.advance(50_000)
  expect(await missingSince('one')).toBeNull()
  await clock.advance(130_000)
  expect(await missingSince('one')).not.toBeNull()
  expect(sync.status()).toMatchObject({ state: 'live', jobsKnown: 500 })
  expect((await store.listJobs(everything)).jobCount).toBe(500)
})

test('a job that ended long ago and vanished is missing after two walks of the usual pace', async () => {
  const { clock, upstream, sync, missingSince, countCalls } = await aSettledWorld()
  upstream.remove('job-400')
  await clock.advance(5 * minute)
  expect(await missingSince('job-400')).toBeNull()
  expect(countCalls({ jobId: 'job-400' })).toBe(0)
  await clock.advance(6 * minute)
  expect(await missingSince('job-400')).not.toBeNull()
  expect(countCalls({ jobId: 'job-400' })).toBe(1)
  expect(sync.status().jobsKnown).toBe(500)
})

test('a missing job is asked for no more, and is back as soon as the upstream lists it', async () => {
  const { clock, upstream, sync, missingSince, countCalls, store } = await aSettledWorld({
    pace: hurriedPace,
  })
  upstream.remove('one')
  await clock.advance(minute)
  expect(await missingSince('one')).not.toBeNull()
  const asked = countCalls({ jobId: 'one' })
  await clock.advance(2 * minute)
  expect(countCalls({ jobId: 'one' })).toBe(asked)
  upstream.put(aJob({ jobId: 'one', status: 'running' }))
  await clock.advance(3000)
  expect(await missingSince('one')).toBeNull()
  expect(sync.status().jobsKnown).toBe(501)
  expect(await store.countJobs('here')).toBe(501)
})

test('many jobs that vanish at once are asked for one a second, and the cycle goes on', async () => {
  const { clock, upstream, sync, store } = await aSettledWorld()
  const gone = Array.from({ length: 100 }, (_, n) => `job-${300 + n}`)
  for (const jobId of gone) upstream.remove(jobId)
  // The second walk without them has just ended.
  await clock.advance(10 * minute - 20_000)
  const asked = () => upstream.calls.filter(({ query }) => query.jobId !== undefined).length
  const before = asked()
  await clock.advance(20_000)
  expect(asked() - before).toBeGreaterThan(15)
  expect(asked() - before).toBeLessThanOrEqual(20)
  expect(sync.status().state).toBe('live')
  await clock.advance(2 * minute)
  expect(asked()).toBe(100)
  expect(await store.countJobs('here')).toBe(401)
  expect(sync.status().jobsKnown).toBe(401)
})

function spoil(page: Partial<SourcePage>, sentAtMs: number): SourcePage {
  return {
    jobs: [],
    nextToken: null,
    jobCount: 0,
    unreadable: 0,
    sentAtMs,
    receivedAtMs: sentAtMs,
    requestId: null,
    ...page,
  }
}

test.each([
  { by: 'says nothing and counts none', page: {}, isMissing: true },
  { by: 'cannot be read', page: { unreadable: 1 }, isMissing: false },
  { by: 'counts one that it does not show', page: { jobCount: 1 }, isMissing: false },
  { by: 'goes on elsewhere', page: { nextToken: 'more' }, isMissing: false },
  { by: 'is another job', page: { jobs: [aJob({ jobId: 'other' })] }, isMissing: false },
])('a job that walks do not list is missing: $isMissing when its own answer $by', async (given) => {
  const { clock, upstream, missingSince, sync } = await aSettledWorld({ pace: hurriedPace })
  upstream.remove('one')
  upstream.trouble.next = ({ query }) =>
    query.jobId === 'one' ? spoil(given.page, clock.wallMs()) : null
  await clock.advance(2 * minute)
  expect((await missingSince('one')) !== null).toBe(given.isMissing)
  expect(sync.status().state).toBe('live')
})

test('a job that no walk lists but that is there by its id does not become missing', async () => {
  const { clock, upstream, missingSince } = await aSettledWorld({ pace: hurriedPace })
  const hidden = aJob({ jobId: 'job-400', status: 'completed' })
  upstream.remove('job-400')
  upstream.trouble.next = ({ query }) =>
    query.jobId === 'job-400' ? spoil({ jobs: [hidden], jobCount: 1 }, clock.wallMs()) : null
  await clock.advance(4 * minute)
  expect(await missingSince('job-400')).toBeNull()
})

test('a status that goes backwards, a reused id and a status that nobody knows are told as they are', async () => {
  const { clock, upstream, store } = await aSettledWorld({ pace: hurriedPace })
  const changes = [
    aJob({ jobId: 'one', status: 'completed' }),
    aJob({ jobId: 'one', status: 'running' }),
    aJob({ jobId: 'one', status: 'unknown-7' }),
    aJob({
      jobId: 'one',
      status: 'initializing',
      createdAt: '2026-11-24T03:00:00.000Z',
      deviceCount: 1,
    }),
  ]
  for (const job of changes) {
    upstream.put(job)
    await clock.advance(4000)
  }
  const found = await store.findJob('one')
  expect(found?.transitions.map(({ to }) => to)).toEqual([
    'running',
    ...changes.map(({ status }) => status),
  ])
  expect(found?.job).toMatchObject({ createdAt: '2026-11-24T03:00:00.000Z', deviceCount: 1 })
})
