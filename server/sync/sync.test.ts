import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { aWorld } from '../testing/a-world.ts'
import { createMemorySource } from '../testing/memory-source.ts'
import { createSync } from './sync.ts'

/** Two accounts in one mirror: `here` holds the job `ours`, `there` the job `theirs`. */
async function twoAccounts() {
  const { clock, upstream, parts } = aWorld()
  const other = createMemorySource(clock)
  upstream.put(aJob({ jobId: 'ours', status: 'completed' }))
  other.put(aJob({ jobId: 'theirs', status: 'completed' }))
  const connection = { ...parts.connection, name: 'there' }
  const sync = await createSync([parts, { ...parts, connection, source: other.source }])
  const askedFor = (jobId: string) => ({
    here: upstream.calls.filter(({ query }) => query.jobId === jobId).length,
    there: other.calls.filter(({ query }) => query.jobId === jobId).length,
  })
  const running = sync.run()
  await clock.advance(5000)
  /** Lets the time pass that the answer takes. */
  async function check(jobId: string) {
    const answer = sync.check(jobId)
    await clock.advance(500)
    return answer
  }
  async function stop() {
    sync.stop()
    await running
  }
  return { clock, other, check, askedFor, stop }
}

test('one job is checked with one call to the account whose job it is', async () => {
  const { check, askedFor, stop } = await twoAccounts()
  expect(await check('theirs')).toBe(true)
  expect(askedFor('theirs')).toEqual({ here: 0, there: 1 })
  await stop()
})

test('a job that no mirror knows is checked with each account in turn until one has it', async () => {
  const { check, askedFor, other, stop } = await twoAccounts()
  expect(await check('nowhere')).toBe(false)
  expect(askedFor('nowhere')).toEqual({ here: 1, there: 1 })
  other.put(aJob({ jobId: 'fresh', status: 'completed' }))
  expect(await check('fresh')).toBe(true)
  expect(askedFor('fresh')).toEqual({ here: 1, there: 1 })
  await stop()
})

test('a job that its account no longer has is checked there alone and is not listed', async () => {
  const { check, askedFor, other, stop } = await twoAccounts()
  other.remove('theirs')
  expect(await check('theirs')).toBe(false)
  expect(askedFor('theirs')).toEqual({ here: 0, there: 1 })
  await stop()
})
