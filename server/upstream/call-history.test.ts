import { expect, test } from 'vitest'
import type { CallPurpose } from '../jobs/job-source.ts'
import { createCallHistory } from './call-history.ts'

const wallMs = Date.parse('2026-11-24T02:00:00.000Z')
const minute = 60_000
const hour = 60 * minute
const none = { person: 0, active: 0, head: 0, sweep: 0 }

function setUp() {
  const history = createCallHistory()
  const add = (
    sentAt: number,
    call: {
      purpose?: CallPurpose
      operation?: string
      isThrottled?: boolean
      tookMs?: number
    } = {},
  ) => {
    const { purpose = 'sweep', operation = 'List', isThrottled = false, tookMs = 80 } = call
    history.add({ purpose, operation, isThrottled, sentAt, endedAt: sentAt + tookMs })
  }
  /** As if the process had begun at the wall clock's `wallMs`. */
  const read = (at: number) => history.reading(at, wallMs + at)
  return { add, read }
}

test('five minutes are shown by fives of seconds, also those without a call', () => {
  const { add, read } = setUp()
  expect(read(0)).toMatchObject({
    peakPerSecond1h: 0,
    throttled1h: 0,
    medianMs: null,
    slowest5PercentMs: null,
  })
  add(10 * minute + 4_999, { purpose: 'person' })
  add(10 * minute + 5_000, { purpose: 'head' })
  add(10 * minute + 9_999, { isThrottled: true })
  const { seconds } = read(10 * minute + 11_000)
  expect(seconds).toHaveLength(60)
  expect(seconds[0]).toEqual({ at: '2026-11-24T02:05:15.000Z', byPurpose: none, throttled: 0 })
  expect(seconds.slice(-3)).toEqual([
    { at: '2026-11-24T02:10:00.000Z', byPurpose: { ...none, person: 1 }, throttled: 0 },
    { at: '2026-11-24T02:10:05.000Z', byPurpose: { ...none, head: 1, sweep: 1 }, throttled: 1 },
    { at: '2026-11-24T02:10:10.000Z', byPurpose: none, throttled: 0 },
  ])
})

test('the peak is of any second, of one operation, however the calls end', () => {
  const { add, read } = setUp()
  add(4_900, { tookMs: 4_000 })
  for (const at of [5_100, 5_300, 5_899]) add(at)
  add(5_900)
  for (const at of [4_950, 5_000, 5_050, 5_100]) add(at, { operation: 'Query' })
  expect(read(9_000).peakPerSecond1h).toBe(4)
})

test('an hour later nothing of it counts any more', () => {
  const { add, read } = setUp()
  for (const at of [0, 100, 200]) add(at, { isThrottled: true })
  expect(read(59 * minute)).toMatchObject({ peakPerSecond1h: 3, throttled1h: 3, medianMs: 80 })
  expect(read(hour + 5_000)).toMatchObject({ peakPerSecond1h: 0, throttled1h: 0, medianMs: null })
})

test('the median and the slowest twentieth are of the last 500 calls', () => {
  const { add, read } = setUp()
  for (let n = 0; n < 1000; n++) add(n * 200, { tookMs: 4_000 })
  for (let n = 0; n < 500; n++) add(1e6 + n * 200, { tookMs: n < 470 ? 50.4 : 900 })
  expect(read(1e6 + 101_000)).toMatchObject({ medianMs: 50, slowest5PercentMs: 900 })
})
