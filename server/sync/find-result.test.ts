import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aWorld } from '../testing/a-world.ts'

const link = (jobId: string) => ({
  url: `https://a.aliyuncs.com/${jobId}`,
  validUntil: '2026-11-24T02:10:00.000Z',
})

async function aRunningWorld() {
  const world = aWorld()
  world.putJobs(20)
  world.upstream.results.next = link
  const { sync } = await world.start()
  await world.clock.advance(20_000)
  /** Lets the time pass that the answer takes. */
  async function find(jobId: string) {
    const answer = sync.findResult(jobId).catch((error: AppError) => error.code)
    await world.clock.advance(60)
    return answer
  }
  return { ...world, sync, find }
}

test('all who want one result at the same time or within 2 s cost one call; later ones get a new link', async () => {
  const { clock, upstream, find } = await aRunningWorld()
  const [one, other] = await Promise.all([find('job-3'), find('job-3')])
  expect([one, other]).toEqual([link('job-3'), link('job-3')])
  await clock.advance(1500)
  expect(await find('job-3')).toEqual(link('job-3'))
  expect(upstream.resultCalls).toEqual(['job-3'])
  await clock.advance(600)
  await find('job-3')
  expect(upstream.resultCalls).toEqual(['job-3', 'job-3'])
})

test('a job without a result is asked for once in 2 s, too', async () => {
  const { upstream, find } = await aRunningWorld()
  upstream.results.next = () => null
  expect([await find('job-3'), await find('job-3')]).toEqual([null, null])
  expect(upstream.resultCalls).toEqual(['job-3'])
})

test('results and checks share what people may ask for', async () => {
  const { clock, upstream, find, sync } = await aRunningWorld()
  const checks = Promise.all([0, 1, 2].map((n) => sync.check(`job-${n}`)))
  await clock.advance(60)
  await checks
  const answers = await Promise.all([3, 4, 5, 6].map((n) => find(`job-${n}`)))
  expect(answers.filter((answer) => answer === 'throttled')).toHaveLength(2)
  expect(upstream.resultCalls).toHaveLength(2)
})

test('a key that may not ask for results is no sign of trouble with the list', async () => {
  const { upstream, find, sync } = await aRunningWorld()
  upstream.results.next = () => new AppError('permission-denied', 'no')
  expect(await find('job-3')).toBe('permission-denied')
  expect(await find('job-3')).toBe('permission-denied')
  expect(sync.status()).toMatchObject({ state: 'live', problem: null })
  expect(upstream.resultCalls).toHaveLength(2)
})
