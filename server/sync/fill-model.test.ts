import fc from 'fast-check'
import { expect, test } from 'vitest'
import { farAway, farButHonest } from '../testing/any-schedule.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { playSchedule } from '../testing/random-schedule.ts'

const runs = { numRuns: proofRuns({ short: 60, long: 20_000 }) }

test('whatever comes, fails or is ignored while a first walk reads several lists at once, it says nothing untrue', async () => {
  await fc.assert(
    fc.asyncProperty(farButHonest, async (schedule) => {
      expect(await playSchedule(schedule)).toEqual([])
    }),
    runs,
  )
}, 7_200_000)

test('and whatever the upstream makes up meanwhile, the mirror becomes the account', async () => {
  await fc.assert(
    fc.asyncProperty(farAway, async (schedule) => {
      expect(await playSchedule(schedule)).toEqual([])
    }),
    runs,
  )
}, 7_200_000)
