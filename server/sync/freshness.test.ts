import { expect, test } from 'vitest'
import type { Job, JobStatus } from '../jobs/job.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld } from '../testing/a-world.ts'

const minutes = 10
const latencyMs = 80
const nextStatus: { readonly [from: string]: JobStatus } = {
  initializing: 'running',
  running: 'completed',
}

/** The value that so great a part of them does not exceed. */
function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN
}

/** 2 to 4 s, otherwise each time, so that no change falls into step with the cycle. */
function pauseOf(n: number): number {
  return 2000 + ((n * 7919) % 2001)
}

/** Ten active jobs beside others; each time one goes on, and another comes for one that ended. */
async function watchChanges(otherJobs: number, createdAgoMs: number) {
  const world = aWorld({ latencyMs })
  const { clock, upstream, store, start, putJobs, countCalls } = world
  putJobs(otherJobs)
  const active: Job[] = []
  let created = 0
  function create() {
    created += 1
    const createdAt = new Date(clock.wallMs() - createdAgoMs).toISOString()
    const job = aJob({ jobId: `active-${created}`, status: 'initializing', createdAt })
    upstream.put(job)
    active.push(job)
    return job
  }
  while (active.length < 10) create()
  await start()
  await clock.advance(120_000)

  const changes: { jobId: string; status: JobStatus; atMs: number }[] = []
  const callsBefore = countCalls()
  const startMs = clock.wallMs()
  while (clock.wallMs() - startMs < minutes * 60_000) {
    await clock.advance(pauseOf(changes.length))
    const job = active.shift()
    if (!job) throw new Error('no job is active')
    const changed = { ...job, status: nextStatus[job.status] ?? job.status }
    upstream.put(changed)
    changes.push({ jobId: job.jobId, status: changed.status, atMs: clock.wallMs() })
    if (changed.status === 'running') active.push(changed)
    else create()
  }
  const callsPerSecond = (countCalls() - callsBefore) / ((clock.wallMs() - startMs) / 1000)
  await clock.advance(5000)

  const delays: number[] = []
  for (const { jobId, status, atMs } of changes) {
    const found = await store.findJob(jobId)
    const seen = found?.transitions.find(({ from, to }) => from !== null && to === status)
    // One that was first seen after its change has no transition: it was new, not changed.
    if (seen) delays.push(Date.parse(seen.before) - atMs)
  }
  return { changes: changes.length, delays, callsPerSecond }
}

test.each([
  { of: 'new jobs', otherJobs: 500, createdAgoMs: 0 },
  // Further back than the head of the list shows: each that ends is asked for by its id.
  { of: 'old jobs', otherJobs: 500, createdAgoMs: 90 * 86_400_000 },
])(
  'a change among ten active, $of is known within 2 s at fewer than 2 calls a second',
  async ({ otherJobs, createdAgoMs }) => {
    const { changes, delays, callsPerSecond } = await watchChanges(otherJobs, createdAgoMs)
    expect(delays.length).toBeGreaterThan(0.95 * changes)
    expect(changes).toBeGreaterThan(150)
    expect(percentile(delays, 0.95)).toBeLessThanOrEqual(2000)
    expect(callsPerSecond).toBeLessThan(2)
  },
  30_000,
)

test.each(['initializing', 'completed'] as const)(
  'a new job that is %s from the start is known within 3 s',
  async (status) => {
    const { clock, upstream, store, start, putJobs, countCalls } = aWorld({ latencyMs })
    putJobs(1000)
    const { sync } = await start()
    await clock.advance(120_000)
    const delays: number[] = []
    const callsBefore = countCalls()
    for (let n = 0; n < 100; n++) {
      await clock.advance(pauseOf(n))
      const atMs = clock.wallMs()
      upstream.put(aJob({ jobId: `new-${n}`, status, createdAt: new Date(atMs).toISOString() }))
      await clock.advance(3000)
      const found = await store.findJob(`new-${n}`)
      delays.push(Date.parse(found?.job.firstSeenAt ?? '') - atMs)
    }
    expect(Math.max(...delays)).toBeLessThanOrEqual(3000)
    expect(sync.status().state).toBe('live')
    expect((countCalls() - callsBefore) / 600).toBeLessThan(2)
  },
  30_000,
)

test('whatever happens the cycle stays within two calls a second over any half minute', async () => {
  const { clock, upstream, start, putJobs, countCalls } = aWorld({ latencyMs })
  putJobs(1000)
  for (let n = 0; n < 60; n++) {
    const createdAt = '2026-01-01T00:00:00.000Z'
    upstream.put(aJob({ jobId: `old-${n}`, status: 'running', createdAt }))
  }
  const { sync } = await start()
  await clock.advance(30_000)
  // All end at once, further back than the head shows: each is asked for by its id.
  for (let n = 0; n < 60; n++) {
    const createdAt = '2026-01-01T00:00:00.000Z'
    upstream.put(aJob({ jobId: `old-${n}`, status: 'completed', createdAt }))
  }
  const asked: number[] = []
  for (let n = 0; n < 3; n++) {
    const before = countCalls()
    await clock.advance(30_000)
    asked.push((countCalls() - before) / 30)
  }
  expect(Math.max(...asked)).toBeLessThan(2)
  expect(sync.status().state).toBe('live')
})

test('jobs that end are all told of by one look at the head where it showed them', async () => {
  const { clock, upstream, store, start } = aWorld()
  const put = (status: JobStatus) => {
    for (let n = 0; n < 20; n++) upstream.put(aJob({ jobId: `job-${n}`, status }))
  }
  put('running')
  await start()
  await clock.advance(30_000)
  // At another moment between two looks at the head each time.
  for (let n = 0; n < 15; n++) {
    put('completed')
    await clock.advance(2000)
    expect(await store.activeJobIds('here')).toEqual([])
    put('running')
    await clock.advance(3000 + n * 200)
  }
  expect(upstream.calls.some(({ query }) => query.jobId !== undefined)).toBe(false)
})

test('asOf is never later than the last look at the head and at the active jobs began', async () => {
  const { clock, upstream, start, putJobs } = aWorld({ latencyMs })
  putJobs(300)
  const { sync } = await start()
  await clock.advance(20_000)
  const lastSentMs = { head: 0, running: 0 }
  upstream.trouble.next = ({ query, purpose }) => {
    if (purpose === 'head') lastSentMs.head = clock.wallMs()
    if (query.status === 'running') lastSentMs.running = clock.wallMs()
    return null
  }
  await clock.advance(5000)
  for (let n = 0; n < 200; n++) {
    await clock.advance(50)
    const asOfMs = Date.parse(sync.status().asOf ?? '')
    expect(asOfMs).toBeLessThanOrEqual(Math.min(lastSentMs.head, lastSentMs.running))
    expect(clock.wallMs() - asOfMs).toBeLessThan(4000)
  }
})
