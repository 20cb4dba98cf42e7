import { expect, test } from 'vitest'
import { admitted, isContended, type RateCap, rateAt, throttled } from './rate-cap.ts'

const first = throttled(null, { answeredAt: 10_000, retryAfterMs: null, jitter: 0.5 }, 4)

test('without a throttle the slots alone limit', () => {
  expect(rateAt(null, 0)).toBeNull()
})

test('a throttle pauses for a second and some, and halves the rate', () => {
  expect(first).toEqual({
    rate: 2,
    reactedAt: 10_000,
    pausedUntil: 11_250,
    throttledSince: 10_000,
  })
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

/** A throttle each second from 10,000 on, for so many seconds more. */
function throttledFor(seconds: number): RateCap {
  let cap = first
  for (let index = 1; index <= seconds; index += 1) {
    cap = throttled(cap, { answeredAt: 10_000 + index * 1000, retryAfterMs: null, jitter: 0 }, 4)
  }
  return cap
}

test('throttling without a break leaves one call in four seconds, and after 30 s one in five', () => {
  const busy = throttledFor(29)
  expect(busy.rate).toBe(0.25)
  expect(isContended(busy, 40_000)).toBe(false)
  const contended = throttledFor(30)
  expect(isContended(contended, 40_000)).toBe(true)
  // It does not climb by itself.
  for (const at of [40_000, 50_000, 3_639_999]) expect(rateAt(contended, at)).toBe(0.2)
})

test('the first answer that is no throttle ends the contention, and the rate climbs again', () => {
  const cap = admitted(throttledFor(40))
  expect(isContended(cap, 51_000)).toBe(false)
  expect(rateAt(cap, 51_000)).toBe(0.25)
  expect(rateAt(cap, 61_000)).toBeCloseTo(0.75, 9)
  const again = throttled(cap, { answeredAt: 61_000, retryAfterMs: null, jitter: 0 }, 4)
  expect(again.throttledSince).toBe(61_000)
  expect(admitted(null)).toBeNull()
})

test('a good answer in between begins the 30 s anew', () => {
  let cap = admitted(throttledFor(29))
  cap = throttled(cap, { answeredAt: 40_000, retryAfterMs: null, jitter: 0 }, 4)
  expect(isContended(cap, 40_000)).toBe(false)
})

test('an hour without a throttle ends all of it', () => {
  const cap = throttledFor(30)
  expect(isContended(cap, 3_640_000)).toBe(false)
  expect(rateAt(cap, 3_640_000)).toBeNull()
  const later = throttled(cap, { answeredAt: 9_000_000, retryAfterMs: null, jitter: 0 }, 4)
  expect(later).toMatchObject({ rate: 2, throttledSince: 9_000_000 })
})
