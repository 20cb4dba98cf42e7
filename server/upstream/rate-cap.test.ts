import { expect, test } from 'vitest'
import { rateAt, throttled } from './rate-cap.ts'

const first = throttled(null, { answeredAt: 10_000, retryAfterMs: null, jitter: 0.5 }, 4)

test('without a throttle the slots alone limit', () => {
  expect(rateAt(null, 0)).toBeNull()
})

test('a throttle pauses for a second and some, and halves the rate', () => {
  expect(first).toEqual({ rate: 2, reactedAt: 10_000, pausedUntil: 11_250 })
})

test('the wait that the server asks for is kept where it is longer', () => {
  const asked = throttled(null, { answeredAt: 10_000, retryAfterMs: 7000, jitter: 0 }, 4)
  expect(asked.pausedUntil).toBe(17_000)
})

test.each([
  { after: 0, rate: 2 },
  { after: 999, rate: 2 },
  { after: 1000, rate: 2.05 },
  { after: 10_000, rate: 2.5 },
  { after: 60_000, rate: 3 },
  { after: 3_500_000, rate: 3 },
  { after: 3_600_000, rate: null },
])('$after ms after the pause the rate is $rate', ({ after, rate }) => {
  const now = rateAt(first, first.pausedUntil + after)
  if (rate === null) expect(now).toBeNull()
  else expect(now).toBeCloseTo(rate, 9)
})

test('throttles within a second are one event', () => {
  const second = throttled(first, { answeredAt: 10_999, retryAfterMs: null, jitter: 1 }, 4)
  expect(second).toEqual(first)
  const longer = throttled(first, { answeredAt: 10_500, retryAfterMs: 4000, jitter: 0 }, 4)
  expect(longer).toEqual({ ...first, pausedUntil: 14_500 })
})

test('unbroken throttling leaves one call in four seconds', () => {
  let cap = first
  for (let index = 1; index < 10; index += 1) {
    cap = throttled(cap, { answeredAt: 10_000 + index * 1000, retryAfterMs: null, jitter: 0 }, 4)
  }
  expect(cap.rate).toBe(0.25)
})
