import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld } from '../testing/a-world.ts'

/** Two running jobs further back than the head of the list shows. */
async function aWorldOfOldJobs() {
  const world = aWorld({ latencyMs: 80 })
  const old = { status: 'running', createdAt: '2026-01-01T00:00:00.000Z' } as const
  world.putJobs(300)
  for (const jobId of ['a-poison', 'b-fine']) world.upstream.put(aJob({ ...old, jobId }))
  const { sync } = await world.start()
  await world.clock.advance(30_000)
  return { ...world, sync, old }
}

test.each(['upstream-failed', 'timed-out', 'permission-denied', 'throttled'] as const)(
  'one job that is %s alone holds up no other, and costs little',
  async (code) => {
    const { clock, upstream, store, sync, countCalls, old } = await aWorldOfOldJobs()
    upstream.trouble.next = ({ query }) =>
      query.jobId === 'a-poison' ? new AppError(code, 'SystemException') : null
    upstream.remove('a-poison')
    await clock.advance(10_000)
    upstream.put(aJob({ ...old, jobId: 'b-fine', status: 'completed' }))
    await clock.advance(4000)
    expect((await store.findJob('b-fine'))?.job.status).toBe('completed')
    const before = countCalls()
    const asked = countCalls({ jobId: 'a-poison' })
    for (let seconds = 0; seconds < 300; seconds += 5) {
      await clock.advance(5000)
      expect(sync.status()).toMatchObject({ state: 'live', problem: null })
    }
    expect((countCalls() - before) / 300).toBeLessThan(2)
    expect(countCalls({ jobId: 'a-poison' }) - asked).toBeLessThan(15)
  },
  30_000,
)

test('a look by id that is lost once is made again in the next cycle', async () => {
  const { clock, upstream, store, old } = await aWorldOfOldJobs()
  let isLost = false
  upstream.trouble.next = ({ query }) => {
    if (query.jobId === undefined || isLost) return null
    isLost = true
    return new AppError('timed-out', 'slow')
  }
  upstream.put(aJob({ ...old, jobId: 'b-fine', status: 'completed' }))
  await clock.advance(4000)
  expect(isLost).toBe(true)
  expect((await store.findJob('b-fine'))?.job.status).toBe('completed')
})

test('an outage that begins at a look by id ends that cycle, and no other job is asked for', async () => {
  const { clock, upstream, countCalls, old, sync } = await aWorldOfOldJobs()
  const looksById = () => upstream.calls.filter(({ query }) => query.jobId !== undefined).length
  upstream.put(aJob({ ...old, jobId: 'a-poison', status: 'completed' }))
  upstream.put(aJob({ ...old, jobId: 'b-fine', status: 'completed' }))
  upstream.trouble.next = ({ query }) =>
    query.jobId !== undefined || looksById() > 0 ? new AppError('unreachable', 'down') : null
  const before = countCalls()
  await clock.advance(60_000)
  expect(looksById()).toBe(1)
  expect((countCalls() - before) / 60).toBeLessThan(1)
  expect(sync.status()).toMatchObject({ state: 'stale', problem: { code: 'unreachable' } })
  upstream.trouble.next = null
  await clock.advance(6000)
  expect(looksById()).toBe(3)
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
})

test('an upstream that fails now and then costs fewer than two calls a second, probes and all', async () => {
  const { clock, upstream, countCalls } = await aWorldOfOldJobs()
  let calls = 0
  upstream.trouble.next = ({ query }) => {
    calls += 1
    return query.status === 'initializing' || calls % 3 === 0
      ? new AppError('upstream-failed', 'SystemException')
      : null
  }
  const before = countCalls()
  await clock.advance(120_000)
  expect((countCalls() - before) / 120).toBeLessThan(2)
})
