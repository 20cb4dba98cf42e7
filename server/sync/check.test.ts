import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aJob } from '../testing/a-job.ts'
import { aWorld } from '../testing/a-world.ts'

async function aRunningWorld() {
  const world = aWorld()
  world.putJobs(20)
  const { sync } = await world.start()
  await world.clock.advance(20_000)
  /** Lets the time pass that the answer takes. */
  async function check(jobId: string): Promise<boolean | string> {
    const answer = sync.check(jobId).catch((error: AppError) => error.code)
    await world.clock.advance(60)
    return answer
  }
  return { ...world, sync, check }
}

test('a job that is checked is in the mirror as it is at that moment', async () => {
  const { upstream, store, check, countCalls } = await aRunningWorld()
  upstream.put(aJob({ jobId: 'job-3', status: 'interrupted' }))
  expect(await check('job-3')).toBe(true)
  expect((await store.findJob('job-3'))?.job.status).toBe('interrupted')
  expect(countCalls({ purpose: 'person' })).toBe(1)
})

test('all who check one job at the same time or within 2 s cost one call and get one answer', async () => {
  const { clock, check, countCalls } = await aRunningWorld()
  expect(await Promise.all([check('job-3'), check('job-3'), check('job-3')])).toEqual([
    true,
    true,
    true,
  ])
  await clock.advance(1500)
  expect(await check('job-3')).toBe(true)
  expect(countCalls({ purpose: 'person' })).toBe(1)
  await clock.advance(600)
  expect(await check('job-3')).toBe(true)
  expect(countCalls({ purpose: 'person' })).toBe(2)
})

test('a check that fails is no answer: it tells why, and the next one asks again', async () => {
  const { upstream, check, countCalls } = await aRunningWorld()
  upstream.trouble.next = ({ query }) =>
    query.jobId === undefined ? null : new AppError('timed-out', 'slow')
  expect(await check('job-3')).toBe('timed-out')
  upstream.trouble.next = null
  expect(await check('job-3')).toBe(true)
  expect(countCalls({ purpose: 'person' })).toBe(2)
})

test('an answer that cannot be read is not taken for "no such job"', async () => {
  const { clock, upstream, check } = await aRunningWorld()
  upstream.trouble.next = ({ query }) =>
    query.jobId === undefined
      ? null
      : {
          jobs: [],
          nextToken: null,
          jobCount: 1,
          unreadable: 1,
          sentAtMs: clock.wallMs(),
          receivedAtMs: clock.wallMs(),
          requestId: null,
        }
  expect(await check('job-3')).toBe('unreadable-reply')
})

test('people who check a job after the other get five at once and then one a second', async () => {
  const { clock, check, countCalls } = await aRunningWorld()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => check(`job-${n}`)))
  expect(answers.filter((answer) => answer === true)).toHaveLength(5)
  expect(answers.filter((answer) => answer === 'throttled')).toHaveLength(15)
  for (let n = 0; n < 600; n++) {
    await clock.advance(40)
    await check(`job-${n % 20}`)
  }
  const seconds = 0.1 * 600
  expect(countCalls({ purpose: 'person' })).toBeGreaterThan(seconds - 5)
  expect(countCalls({ purpose: 'person' })).toBeLessThanOrEqual(seconds + 6)
})

test('a check that finds nothing makes a job missing that two walks did not list', async () => {
  const { clock, upstream, store, check, sync } = await aRunningWorld()
  // Only a person's question is answered, so that it is the check that finds out.
  upstream.trouble.next = ({ query, purpose }) =>
    query.jobId !== undefined && purpose !== 'person' ? new AppError('timed-out', 'slow') : null
  upstream.remove('job-3')
  expect(await check('job-3')).toBe(false)
  expect((await store.findJob('job-3'))?.job.missingSince).toBeNull()
  await clock.advance(12 * 60_000)
  expect((await store.findJob('job-3'))?.job.missingSince).toBeNull()
  expect(await check('job-3')).toBe(false)
  expect((await store.findJob('job-3'))?.job.missingSince).not.toBeNull()
  expect(sync.status().jobsKnown).toBe(19)
})

test('no number of checks brings on a walk', async () => {
  const { clock, upstream, check, countCalls } = await aRunningWorld()
  for (let n = 0; n < 20; n++) upstream.remove(`job-${n}`)
  const before = countCalls({ purpose: 'sweep' })
  for (let n = 0; n < 100; n++) {
    await check(`job-${n % 20}`)
    await clock.advance(1000)
  }
  expect(countCalls({ purpose: 'sweep' })).toBe(before)
})
