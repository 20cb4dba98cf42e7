import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at } from './a-look.ts'
import { mergeGaps } from './merge-gaps.ts'

/** Every half second that a gap below may reach. */
const moments = Array.from({ length: 141 }, (_, n) => at(n / 2))
const gap = (after: number, before: number) => ({ after: at(after), before: at(before) })

test.each([
  { when: 'apart', gaps: [gap(0, 10), gap(20, 30)], merged: [gap(0, 10), gap(20, 30)] },
  {
    when: 'one begins where the other ends',
    gaps: [gap(0, 10), gap(10, 30)],
    merged: [gap(0, 30)],
  },
  {
    when: 'one began before the other ended',
    gaps: [gap(0, 10), gap(9, 30)],
    merged: [gap(0, 30)],
  },
  { when: 'both began at one moment', gaps: [gap(0, 30), gap(0, 10)], merged: [gap(0, 30)] },
  { when: 'in a row', gaps: [gap(0, 5), gap(5, 6), gap(6, 9)], merged: [gap(0, 9)] },
])('two gaps $when', ({ gaps, merged }) => {
  expect(mergeGaps(gaps)).toEqual(merged)
})

test('what is merged covers the same moments, in any order, and leaves nothing to merge', () => {
  const gaps = fc.array(fc.tuple(fc.nat(50), fc.nat(20)), { maxLength: 12 })
  fc.assert(
    fc.property(gaps, (spans) => {
      const given = spans.map(([after, length]) => gap(after, after + length))
      const merged = mergeGaps(given)
      const covered = (list: typeof given) =>
        moments.filter((moment) => list.some((one) => one.after <= moment && moment <= one.before))
      expect(covered(merged)).toEqual(covered(given))
      for (const [n, { before }] of merged.entries()) {
        const next = merged[n + 1]
        if (next) expect(before < next.after).toBe(true)
      }
    }),
  )
})
