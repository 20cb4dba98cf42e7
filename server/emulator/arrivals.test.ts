import { expect, test } from 'vitest'
import { createArrivals, maxPerSlidingSecond } from './arrivals.ts'

const arrival = (at: number, code = '', action = 'List') => ({
  at,
  action,
  accessKeyId: '',
  account: '',
  code,
})

test.each([
  { times: [], expected: 0 },
  { times: [0, 1000], expected: 1 },
  { times: [0, 999], expected: 2 },
  { times: [900, 950, 1000, 1850, 1900, 1950], expected: 4 },
])('the fullest sliding second of $times has $expected calls', ({ times, expected }) => {
  expect(maxPerSlidingSecond(times)).toBe(expected)
})

test('reports calls and throttles, in all and by operation', () => {
  const arrivals = createArrivals()
  arrivals.record(arrival(900))
  arrivals.record(arrival(1100, 'Throttling.User'))
  arrivals.record(arrival(1200, 'hang', 'Query'))
  expect(arrivals.report()).toEqual({
    calls: 3,
    throttled: 1,
    maxPerSlidingSecond: 3,
    maxPerCalendarSecond: 2,
    byAction: {
      List: {
        calls: 2,
        throttled: 1,
        maxPerSlidingSecond: 2,
        maxPerCalendarSecond: 1,
        codes: { ok: 1, 'Throttling.User': 1 },
      },
      Query: {
        calls: 1,
        throttled: 0,
        maxPerSlidingSecond: 1,
        maxPerCalendarSecond: 1,
        codes: { hang: 1 },
      },
    },
    byAccount: {
      '': {
        List: expect.objectContaining({ calls: 2 }),
        Query: expect.objectContaining({ calls: 1 }),
      },
    },
  })
})

test('drops the oldest when it is full', () => {
  const arrivals = createArrivals(4)
  for (let at = 0; at < 10; at += 1) arrivals.record(arrival(at))
  expect(arrivals.list().at(-1)?.at).toBe(9)
  expect(arrivals.list().length).toBeLessThanOrEqual(4)
})
