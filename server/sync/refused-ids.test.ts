import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { aSettledWorld, hurriedPace } from '../testing/a-world.ts'
import type { MemoryCall } from '../testing/memory-source.ts'

const minute = 60_000

const refusal = (upstreamCode?: string) =>
  new AppError('request-refused', 'The API refused the call.', null, { upstreamCode })

/** `one` is gone. The ids that some look was for, each as often as it was asked for. */
async function aWorldWithoutOne() {
  const world = await aSettledWorld({ pace: hurriedPace })
  world.upstream.remove('one')
  const before = world.upstream.calls.length
  const asked = () => world.upstream.calls.slice(before).flatMap(({ query }) => query.jobId ?? [])
  return { ...world, asked }
}

/** Refuses each id that the list of `aSettledWorld` does not hold. */
const refuseUnknown = ({ query }: MemoryCall) =>
  query.jobId === undefined || query.jobId.startsWith('job-') ? null : refusal('iot.job.NotExist')

test('an upstream that refuses the ids of jobs that are gone lets them be missing', async () => {
  const { clock, upstream, missingSince, asked, sync, countCalls } = await aWorldWithoutOne()
  upstream.trouble.next = refuseUnknown
  const before = countCalls()
  await clock.advance(2 * minute)
  expect(await missingSince('one')).not.toBeNull()
  expect(sync.status()).toMatchObject({ state: 'live', problem: null, jobsKnown: 500 })
  // One id that cannot be, and one job that is: once, whatever else was asked.
  const lessons = asked().filter((jobId) => jobId !== 'one')
  expect(lessons).toHaveLength(2)
  expect(lessons[0]).toMatch(/^[a-z]{3}$/)
  expect(lessons[1]).toMatch(/^job-/)
  // Fifteen times as many walks as usual are among them.
  expect((countCalls() - before) / 120).toBeLessThan(2.1)
})

test.each([
  { when: 'it answers for ids that cannot be', refuses: (jobId: string) => jobId === 'one' },
  { when: 'it refuses every id', refuses: () => true },
])('a refused id proves nothing where $when', async ({ refuses }) => {
  const { clock, upstream, missingSince, asked } = await aWorldWithoutOne()
  upstream.trouble.next = ({ query }) =>
    query.jobId !== undefined && refuses(query.jobId) ? refusal('iot.system.UidNotFound') : null
  await clock.advance(3 * minute)
  expect(await missingSince('one')).toBeNull()
  expect(asked().filter((jobId) => jobId !== 'one').length).toBeLessThanOrEqual(2)
})

test('a refusal without a code, and another failure of an id that cannot be, teach nothing', async () => {
  const { clock, upstream, missingSince, asked } = await aWorldWithoutOne()
  upstream.trouble.next = ({ query }) => (query.jobId === 'one' ? refusal() : null)
  await clock.advance(minute)
  expect(new Set(asked())).toEqual(new Set(['one']))
  upstream.trouble.next = ({ query }) =>
    query.jobId === 'one'
      ? refusal('iot.job.NotExist')
      : query.jobId === undefined
        ? null
        : new AppError('timed-out', 'slow')
  await clock.advance(2 * minute)
  expect(await missingSince('one')).toBeNull()
  // Tried again when that time is over.
  upstream.trouble.next = refuseUnknown
  await clock.advance(11 * minute)
  expect(await missingSince('one')).not.toBeNull()
}, 30_000)

test('a person who checks a job that is gone waits for one call, and it is missing by that', async () => {
  const { clock, upstream, missingSince, sync, asked } = await aWorldWithoutOne()
  // Only by what was learnt before, for another job.
  upstream.remove('job-400')
  upstream.trouble.next = ({ query, purpose }) => {
    if (query.jobId === 'job-400' && purpose !== 'person') return new AppError('timed-out', 'slow')
    return query.jobId === 'job-400'
      ? refusal('iot.job.NotExist')
      : refuseUnknown({ ...noCall, query })
  }
  await clock.advance(2 * minute)
  expect(await missingSince('one')).not.toBeNull()
  expect(await missingSince('job-400')).toBeNull()
  const before = asked().length
  const answer = sync.check('job-400')
  await clock.advance(100)
  expect(await answer).toBe(false)
  expect(asked().slice(before)).toEqual(['job-400'])
  expect(await missingSince('job-400')).not.toBeNull()
})

test('a check of a job whose refusal is not understood yet costs one call, too', async () => {
  const { clock, upstream, sync, asked } = await aWorldWithoutOne()
  upstream.trouble.next = refuseUnknown
  const answer = sync.check('nowhere')
  await clock.advance(60)
  expect(await answer).toBe(false)
  expect(asked()).toEqual(['nowhere'])
})

const noCall = {
  purpose: 'sweep',
  nextToken: undefined,
  number: undefined,
  page: undefined,
} as const
