import { afterEach, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createMemorySource } from '../testing/memory-source.ts'
import { createConnectionSync } from './connection-sync.ts'

const startMs = Date.parse('2026-11-24T02:00:00.000Z')
const everything = {
  filter: {},
  sort: { by: 'createdAt', descending: true },
  pageSize: 200,
} as const
const ends: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function aWorld() {
  const clock = createFakeClock(startMs)
  const upstream = createMemorySource(clock)
  const store = createSqliteStore({ file: ':memory:', now: clock.wallMs })
  const connection = {
    name: 'here',
    region: 'cn-shanghai',
    endpoint: 'https://x',
    iotInstanceId: null,
  }
  const parts = { connection, source: upstream.source, store, clock, random: () => 0.5 }
  async function start() {
    const sync = await createConnectionSync(parts)
    const running = sync.run()
    const stop = () => {
      sync.stop()
      return running
    }
    ends.push(stop)
    return { sync, stop }
  }
  const putJobs = (count: number, overrides: Partial<Job> = {}) => {
    for (let n = 0; n < count; n++) {
      const createdAt = new Date(startMs - (n + 1) * 60_000).toISOString()
      upstream.put(aJob({ jobId: `job-${n}`, status: 'completed', createdAt, ...overrides }))
    }
  }
  return { clock, upstream, store, start, putJobs }
}

test('the mirror becomes whole with one call a page, the cycle going on meanwhile', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(2000)
  const { sync } = await start()
  await clock.advance(5000)
  expect(await store.countJobs('here')).toBe(2000)
  expect(sync.status()).toMatchObject({ state: 'live', jobsKnown: 2000, sweep: null })
  expect(sync.status().lastSweep).toMatchObject({ pages: 10, jobsRead: 2000, jobCount: 2000 })
  expect(upstream.calls.filter(({ purpose }) => purpose === 'sweep')).toHaveLength(10)
  expect(upstream.calls.filter(({ purpose }) => purpose !== 'sweep')).toHaveLength(3)
})

test('a job that ends is asked for by id, and its transition is recorded between two looks', async () => {
  const { clock, upstream, store, start } = aWorld()
  upstream.put(aJob({ jobId: 'one', status: 'running' }))
  const { sync } = await start()
  await clock.advance(10_000)
  // Beyond the head of the list, where only the look by id can find it.
  for (let n = 0; n < 60; n++) {
    upstream.put(
      aJob({
        jobId: `newer-${n}`,
        status: 'completed',
        createdAt: new Date(startMs + n).toISOString(),
      }),
    )
  }
  upstream.put(aJob({ jobId: 'one', status: 'completed' }))
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

test('paging that leads in a circle is left after three restarts, for a while', async () => {
  const { clock, upstream, start, putJobs } = aWorld()
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
  expect(upstream.calls.filter(({ purpose }) => purpose === 'sweep').length).toBeLessThanOrEqual(8)
  expect(sync.status()).toMatchObject({ lastSweep: null, state: 'live' })
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
    expect(Date.parse(sync.status().asOf ?? '') - Date.parse(asOf ?? '')).toBeLessThan(2100)
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

test('many who ask for one unknown job cost one call, and none again within a minute', async () => {
  const { clock, upstream, start } = aWorld()
  const { sync } = await start()
  await clock.advance(3000)
  const asked = () => upstream.calls.filter(({ query }) => query.jobId === 'nowhere').length
  const answers = Promise.all([sync.lookUp('nowhere'), sync.lookUp('nowhere')])
  await clock.advance(100)
  expect(await answers).toEqual([false, false])
  expect(await sync.lookUp('nowhere')).toBe(false)
  expect(asked()).toBe(1)
  await clock.advance(61_000)
  const again = sync.lookUp('nowhere')
  await clock.advance(100)
  expect(await again).toBe(false)
  expect(asked()).toBe(2)
})

test('a job that only the upstream knows is taken into the mirror by a look-up', async () => {
  const { clock, upstream, store, start, putJobs } = aWorld()
  putJobs(400)
  upstream.trouble.next = ({ purpose }) =>
    purpose === 'sweep' ? new AppError('timed-out', 'slow') : null
  const { sync } = await start()
  await clock.advance(300)
  expect(await store.findJob('job-399')).toBeNull()
  const found = sync.lookUp('job-399')
  await clock.advance(100)
  expect(await found).toBe(true)
  expect(await store.findJob('job-399')).toMatchObject({ job: { jobId: 'job-399' } })
})
