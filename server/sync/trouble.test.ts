import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld, startMs } from '../testing/a-world.ts'

const everything = {
  filter: {},
  sort: { by: 'createdAt', descending: true },
  pageSize: 200,
} as const

test('a walk whose token is refused begins again and ends', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(1000)
  let isRefused = false
  upstream.trouble.next = ({ nextToken }) => {
    if (isRefused || nextToken === undefined) return null
    isRefused = true
    return new AppError('token-refused', 'expired')
  }
  const { sync } = await start()
  await clock.advance(5000)
  expect(await store.countJobs('here')).toBe(1000)
  expect(sync.status().lastSweep).toMatchObject({ restarts: 1, pages: 5 })
  expect(sync.status().problem).toBeNull()
})

test('paging that leads in a circle is left, told of, and tried again more and more seldom', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(1000)
  upstream.trouble.next = ({ purpose }) =>
    purpose !== 'sweep'
      ? null
      : {
          jobs: [aJob()],
          nextToken: 'again',
          jobCount: 1000,
          unreadable: 0,
          sentAtMs: clock.wallMs(),
          receivedAtMs: clock.wallMs(),
          requestId: null,
        }
  const { sync } = await start()
  await clock.advance(60_000)
  const sweepCalls = upstream.calls.filter(({ purpose }) => purpose === 'sweep').length
  expect(sweepCalls).toBeLessThanOrEqual(20)
  expect(sync.status()).toMatchObject({
    lastSweep: null,
    state: 'live',
    problem: { code: 'token-refused' },
  })
  upstream.trouble.next = null
  await clock.advance(120_000)
  expect(sync.status()).toMatchObject({ problem: null })
  // The odd pages' job was never of this account: walks do not list it, nor is it there by its id.
  expect((await store.findJob(aJob().jobId))?.job.missingSince).not.toBeNull()
  expect(await store.countJobs('here')).toBe(1000)
})

test('tokens that are refused for a while cost the walk little more than that while', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(1000)
  upstream.trouble.next = ({ nextToken }) =>
    nextToken === undefined ? null : new AppError('token-refused', 'expired')
  const { sync } = await start()
  await clock.advance(10_000)
  upstream.trouble.next = null
  await clock.advance(10_000)
  expect(await store.countJobs('here')).toBe(1000)
  expect(sync.status()).toMatchObject({ problem: null, sweep: null })
})

test.each(['unreadable-reply', 'request-refused', 'timed-out'] as const)(
  'a page that alone is %s does not hold up the walk for ever, and is told of',
  async (code) => {
    const { clock, upstream, start, putJobs } = aWorld()
    putJobs(1000)
    upstream.trouble.next = ({ nextToken, purpose }) =>
      purpose === 'sweep' && nextToken !== undefined ? new AppError(code, 'odd') : null
    const { sync } = await start()
    await clock.advance(300_000)
    expect(sync.status()).toMatchObject({ state: 'live', problem: { code } })
    const restarts = upstream.calls.filter(
      ({ purpose, nextToken }) => purpose === 'sweep' && nextToken === undefined,
    )
    expect(restarts.length).toBeGreaterThan(3)
  },
)

test('a job that the upstream will not speak of does not stop the clock of the others', async () => {
  const { clock, upstream, start, putJobs } = aWorld()
  putJobs(10)
  upstream.put(aJob({ jobId: 'odd', status: 'running' }))
  const { sync } = await start()
  await clock.advance(5000)
  upstream.remove('odd')
  upstream.trouble.next = ({ query }) =>
    query.jobId === undefined ? null : new AppError('request-refused', 'no such id')
  await clock.advance(59_000)
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
  expect(upstream.calls.filter(({ query }) => query.jobId === 'odd')).toHaveLength(1)
})

test('a fault of our own is logged with what it was, a problem when it begins and ends', async () => {
  const { clock, upstream, start, logged } = aWorld()
  await start()
  await clock.advance(3000)
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(10_000)
  upstream.trouble.next = null
  await clock.advance(5000)
  expect(logged).toEqual(['unreachable', null])
  upstream.trouble.next = () => {
    throw new TypeError('a bug')
  }
  await clock.advance(2500)
  expect(logged).toContain('TypeError: a bug')
})

test.each(['unreachable', 'throttled', 'unreadable-reply', 'credentials-refused'] as const)(
  'while the upstream is %s the mirror stays and says since when; it heals within 5 s',
  async (code) => {
    const { clock, upstream, store, start, putJobs } = aWorld()
    putJobs(30)
    const { sync } = await start()
    await clock.advance(5000)
    const asOf = sync.status().asOf
    upstream.trouble.next = () => new AppError(code, 'down', null, { requestId: 'E55E' })
    await clock.advance(60_000)
    const { problem, state } = sync.status()
    expect(problem).toMatchObject({ code, requestId: 'E55E' })
    expect(Date.parse(problem?.since ?? '')).toBeLessThan(startMs + 10_000)
    expect(state).not.toBe('live')
    expect(Date.parse(sync.status().asOf ?? '') - Date.parse(asOf ?? '')).toBeLessThan(3000)
    expect((await store.listJobs(everything)).jobCount).toBe(30)
    upstream.trouble.next = null
    await clock.advance(4000)
    expect(sync.status()).toMatchObject({ state: 'live', problem: null })
  },
)

test('an outage is followed by a sweep, for jobs may have come and gone from the head', async () => {
  const { clock, upstream, start, putJobs } = aWorld()
  putJobs(30)
  await start()
  await clock.advance(5000)
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(60_000)
  upstream.trouble.next = null
  const before = upstream.calls.length
  await clock.advance(10_000)
  expect(upstream.calls.slice(before).some(({ purpose }) => purpose === 'sweep')).toBe(true)
})

test('active pages that lead in a circle do not hold up the rest, are told of, and heal', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(30)
  upstream.put(aJob({ jobId: 'one', status: 'running' }))
  const { sync } = await start()
  await clock.advance(5000)
  upstream.trouble.next = ({ query }) =>
    query.status === undefined
      ? null
      : {
          jobs: [aJob({ jobId: 'another' })],
          nextToken: 'again',
          jobCount: 1000,
          unreadable: 0,
          sentAtMs: clock.wallMs(),
          receivedAtMs: clock.wallMs(),
          requestId: null,
        }
  upstream.put(aJob({ jobId: 'one', status: 'completed' }))
  const before = upstream.calls.length
  await clock.advance(30_000)
  expect((upstream.calls.length - before) / 30).toBeLessThan(2)
  expect((await store.findJob('one'))?.job.status).toBe('completed')
  expect(sync.status()).toMatchObject({ state: 'slow', problem: { code: 'token-refused' } })
  upstream.trouble.next = null
  await clock.advance(5000)
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
})

test('a page of the head whose token is refused is no failure, and a walk follows', async () => {
  const { clock, upstream, store, start, putJobs, countCalls } = aWorld()
  putJobs(100)
  const { sync } = await start()
  await clock.advance(5000)
  upstream.trouble.next = ({ purpose, nextToken }) =>
    purpose === 'head' && nextToken !== undefined ? new AppError('token-refused', 'old') : null
  const before = countCalls({ purpose: 'sweep' })
  for (let n = 0; n < 300; n++) {
    const createdAt = new Date(startMs + n * 1000).toISOString()
    upstream.put(aJob({ jobId: `burst-${n}`, status: 'completed', createdAt }))
  }
  await clock.advance(6000)
  expect(await store.countJobs('here')).toBe(400)
  expect(countCalls({ purpose: 'sweep' })).toBeGreaterThan(before)
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
})

test('a walk that follows an outage takes place though its first page fails at first', async () => {
  const { clock, upstream, start, putJobs, countCalls } = aWorld()
  putJobs(30)
  const { sync } = await start()
  await clock.advance(5000)
  upstream.trouble.next = () => new AppError('unreachable', 'down')
  await clock.advance(60_000)
  const upAgainAt = new Date(clock.wallMs()).toISOString()
  const before = countCalls({ purpose: 'sweep' })
  upstream.trouble.next = ({ purpose }) =>
    purpose === 'sweep' && countCalls({ purpose: 'sweep' }) <= before + 2
      ? new AppError('timed-out', 'slow')
      : null
  await clock.advance(15_000)
  expect(countCalls({ purpose: 'sweep' })).toBe(before + 3)
  expect((sync.status().lastSweep?.finishedAt ?? '') > upAgainAt).toBe(true)
})
