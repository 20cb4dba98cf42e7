import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownStatuses } from '../jobs/job.ts'
import { moods, orders, tokenKinds } from '../testing/moody-source.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { type Act, playSchedule, type Schedule } from '../testing/random-schedule.ts'

const anyStatus = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...knownStatuses) },
  { weight: 1, arbitrary: fc.constant('unknown-7' as const) },
)
const anyJob = fc.nat({ max: 1000 })
const anyMs = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3000, max: 12_000 }) },
)

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('create' as const), status: anyStatus }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      job: anyJob,
      status: anyStatus,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rewrite' as const), job: anyJob }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), job: anyJob }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revive' as const), job: anyJob }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: anyMs }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('mood' as const),
      mood: fc.constantFrom(...moods),
      ms: anyMs,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      order: fc.constantFrom(...orders),
      tokens: fc.constantFrom(...tokenKinds),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fill-disk' as const), ms: anyMs }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      downMs: fc.oneof(fc.constant(0), fc.constant(40_000), anyMs),
    }),
  },
)

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  jobs: fc.nat({ max: 40 }),
  acts: fc.array(anyAct, { maxLength: 30 }),
})

/**
 * Whatever the account, the upstream, the disk and the process do: once all is quiet the mirror is
 * the account, and nothing that it ever claimed was untrue. `playSchedule` says what that means.
 */
test('after any schedule the mirror is the account, and all it ever said was true', async () => {
  await fc.assert(
    fc.asyncProperty(anySchedule, async (schedule) => {
      expect(await playSchedule(schedule)).toEqual([])
    }),
    { numRuns: proofRuns({ short: 1000, long: 20_000 }) },
  )
}, 7_200_000)
