import fc from 'fast-check'
import { expect, test } from 'vitest'
import { farButHonest } from '../testing/any-schedule.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { playSchedule } from '../testing/random-schedule.ts'

/** Beside what `sync-model.test.ts` says of such schedules: each settled walk is held to what it says. */
test('whatever comes, fails or is ignored while a first walk reads several lists at once, it says nothing untrue', async () => {
  await fc.assert(
    fc.asyncProperty(farButHonest, async (schedule) => {
      expect(await playSchedule(schedule)).toEqual([])
    }),
    { numRuns: proofRuns({ short: 40, long: 20_000 }) },
  )
}, 7_200_000)
