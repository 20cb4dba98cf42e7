import { expect, test } from 'vitest'
import { fromZoneTime, toZoneTime } from './zone-time.ts'

test.each([
  { zone: 'Asia/Shanghai', text: '2026-11-24T00:00', iso: '2026-11-23T16:00:00.000Z' },
  { zone: 'America/Los_Angeles', text: '2026-03-08T12:00', iso: '2026-03-08T19:00:00.000Z' },
  { zone: 'America/Los_Angeles', text: '2026-03-08T00:30', iso: '2026-03-08T08:30:00.000Z' },
  { zone: 'Asia/Kolkata', text: '2026-01-01T05:30', iso: '2026-01-01T00:00:00.000Z' },
  { zone: 'UTC', text: '2026-01-01T00:00', iso: '2026-01-01T00:00:00.000Z' },
])('$text in $zone is $iso, and back', ({ zone, text, iso }) => {
  expect(fromZoneTime(text, zone)).toBe(iso)
  expect(toZoneTime(Date.parse(iso), zone)).toBe(text)
})

test('what is no time is none', () => {
  expect(fromZoneTime('soon', 'UTC')).toBeNull()
})
