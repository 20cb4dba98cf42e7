import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySchedule } from '../testing/any-schedule.ts'
import { keptSchedules } from '../testing/kept-schedules.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { playSchedule } from '../testing/random-schedule.ts'

/**
 * Whatever the account, the upstream, the disk and the process do: once all is quiet the mirror is
 * the account, and nothing that it ever claimed was untrue. `playSchedule` says what that means.
 */
test('after any schedule the mirror is the account, and all it ever said was true', async () => {
  await fc.assert(
    fc.asyncProperty(anySchedule, async (schedule) => {
      expect(await playSchedule(schedule)).toEqual([])
    }),
    {
      numRuns: proofRuns({ short: 1000, long: 20_000 }),
      examples: keptSchedules.map((schedule) => [schedule]),
    },
  )
}, 7_200_000)
