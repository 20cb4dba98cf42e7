import { expect, test } from 'vitest'
import { createServerClock } from './server-clock.ts'

function setUp() {
  const time = { wall: Date.parse('2026-11-24T12:00:00.000Z'), monotonic: 5000 }
  const clock = createServerClock(
    () => time.wall,
    () => time.monotonic,
  )
  return { time, clock }
}

test('is our clock until an answer comes', () => {
  const { time, clock } = setUp()
  expect(clock.now()).toBe(time.wall)
  expect(clock.offsetMs()).toBeNull()
})

test('follows the Date header, taken for the middle of the call', () => {
  const { time, clock } = setUp()
  time.monotonic = 5200
  clock.learn('Tue, 24 Nov 2026 12:20:00 GMT', 5000, 5200)
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T12:20:00.600Z')
  expect(clock.offsetMs()).toBe(20 * 60_000 + 600)
})

test('a step of the wall clock does not move it', () => {
  const { time, clock } = setUp()
  clock.learn('Tue, 24 Nov 2026 12:00:00 GMT', 5000, 5000)
  time.wall += 12 * 3_600_000
  time.monotonic += 1000
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T12:00:01.500Z')
})

test.each(['', 'tomorrow'])('a header of %j teaches nothing', (header) => {
  const { clock } = setUp()
  clock.learn(header, 0, 0)
  expect(clock.offsetMs()).toBeNull()
})
