import { expect, test } from 'vitest'
import { at } from './a-look.ts'
import { mergeGaps } from './merge-gaps.ts'

const gap = (after: number, before: number) => ({ after: at(after), before: at(before) })

test.each([
  { when: 'there are none', gaps: [], merged: [] },
  { when: 'they are apart', gaps: [gap(0, 10), gap(20, 30)], merged: [gap(0, 10), gap(20, 30)] },
  {
    when: 'one begins where the other ends',
    gaps: [gap(0, 10), gap(10, 30)],
    merged: [gap(0, 30)],
  },
  {
    when: 'each begins where the one before ends',
    gaps: [gap(0, 5), gap(5, 6), gap(6, 9), gap(10, 11)],
    merged: [gap(0, 9), gap(10, 11)],
  },
  // That is none of ours: it is left as it is, for all to see.
  { when: 'they overlap', gaps: [gap(0, 10), gap(9, 30)], merged: [gap(0, 10), gap(9, 30)] },
])('what is told of gaps where $when', ({ gaps, merged }) => {
  expect(mergeGaps(gaps)).toEqual(merged)
})
