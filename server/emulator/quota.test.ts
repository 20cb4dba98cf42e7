import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxPerSlidingSecond } from './arrivals.ts'
import { createQuota } from './quota.ts'

const limit = 5

function admitted(times: readonly number[], taken = 0): number[] {
  const quota = createQuota()
  return times.filter((at) => quota.take('List', limit, at, taken) === 0)
}

test('lets five calls of a second pass and names the wait of the sixth', () => {
  const quota = createQuota()
  const waits = [0, 10, 20, 30, 40, 50].map((at) => quota.take('List', limit, at))
  expect(waits).toEqual([0, 0, 0, 0, 0, 950])
})

test('judges every sliding second, not the calendar second alone', () => {
  expect(admitted([900, 920, 940, 960, 980, 1000, 1100, 1899])).toHaveLength(5)
})

test('lets a call pass exactly one second after the oldest of five', () => {
  expect(admitted([0, 0, 0, 0, 0, 999, 1000])).toEqual([0, 0, 0, 0, 0, 1000])
})

test('does not count a refused call', () => {
  expect(admitted([0, 0, 0, 0, 0, 500, 600, 700, 800, 900, 1000])).toHaveLength(6)
})

test('counts each operation for itself', () => {
  const quota = createQuota()
  for (let call = 0; call < 5; call += 1) quota.take('List', limit, 0)
  expect(quota.take('Query', limit, 0)).toBe(0)
})

test('forgets the future when its clock is set back', () => {
  const quota = createQuota()
  for (let call = 0; call < 5; call += 1) quota.take('List', limit, 1_000_000)
  expect(quota.take('List', limit, 0)).toBe(0)
})

test('never lets more than five pass in any second, and a paced caller always', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (gaps) => {
      let at = 0
      const times = gaps.map((gap) => {
        at += gap
        return at
      })
      expect(maxPerSlidingSecond(admitted(times))).toBeLessThanOrEqual(limit)
      const paced = times.map((_, index) => index * 200)
      expect(admitted(paced)).toEqual(paced)
    }),
  )
})

test('leaves to a caller what its neighbour does not take', () => {
  const paced = (gapMs: number) => Array.from({ length: 20 }, (_, index) => index * gapMs)
  expect(admitted(paced(500), 3)).toHaveLength(20)
  expect(admitted(paced(250), 3)).toHaveLength(10)
  expect(admitted(paced(1000), 5)).toHaveLength(0)
})
