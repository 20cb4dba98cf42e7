import { expect, test } from 'vitest'
import { createOthersUse } from './others-use.ts'

/** A call of ours that takes 100 ms and is told so. */
function call(
  use: ReturnType<typeof createOthersUse>,
  at: number,
  remain: number,
  timeLeftMs: number,
) {
  use.sent(at)(at + 100)
  use.learn({ limit: 5, remain, timeLeftMs }, at, at + 100)
}

test('knows of nobody until an answer tells', () => {
  const use = createOthersUse()
  expect(use.perSecond(0)).toBeNull()
  expect(use.leftPerSecond(0)).toBeNull()
  expect(use.wereSeen(0)).toBe(false)
})

test('what is gone of a window beyond our own calls is the others’', () => {
  const use = createOthersUse()
  call(use, 10_000, 4, 900)
  expect(use.perSecond(10_100)).toBe(0)
  expect(use.wereSeen(10_100)).toBe(false)
  expect(use.leftPerSecond(10_100)).toBeNull()
  // Two calls of ours by now, and one of somebody's.
  call(use, 10_300, 2, 600)
  expect(use.perSecond(10_400)).toBe(1)
  expect(use.leftPerSecond(10_400)).toBe(4)
  expect(use.wereSeen(10_400)).toBe(true)
})

test('is the mean of the windows that we looked into', () => {
  const use = createOthersUse()
  call(use, 10_000, 1, 500)
  call(use, 11_000, 4, 500)
  call(use, 12_000, 4, 500)
  expect(use.perSecond(12_100)).toBe(1)
})

test('a call of ours never passes for another’s, however uncertain when it was counted', () => {
  const use = createOthersUse()
  // Counted before the window began, or in it.
  use.sent(9_000)(9_700)
  // On its way; and one that was lost and may linger.
  use.sent(9_900)
  use.sent(8_000)(9_800)
  call(use, 10_000, 1, 500)
  expect(use.perSecond(10_100)).toBe(0)
  expect(use.wereSeen(10_100)).toBe(false)
})

test('a call that was never sent took nothing', () => {
  const use = createOthersUse()
  use.sent(9_900)(Number.NEGATIVE_INFINITY)
  call(use, 10_000, 3, 500)
  expect(use.perSecond(10_100)).toBe(1)
})

test('a longer window tells nothing, as we cannot know when it began', () => {
  const use = createOthersUse()
  call(use, 10_000, 0, 1001)
  expect(use.perSecond(10_100)).toBeNull()
})

test('forgets the figures after a minute and that there were others after an hour', () => {
  const use = createOthersUse()
  call(use, 10_000, 0, 500)
  expect(use.perSecond(70_000)).toBe(4)
  expect(use.perSecond(71_000)).toBeNull()
  expect(use.leftPerSecond(71_000)).toBeNull()
  expect(use.wereSeen(3_610_099)).toBe(true)
  expect(use.wereSeen(3_610_100)).toBe(false)
})
