import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJsonLines, toJsonText } from './json-lines.ts'

test('any JSON is laid out as the language itself would', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const laidOut = toJsonText(toJsonLines(JSON.stringify(value)))
      expect(laidOut).toBe(JSON.stringify(value, null, 2))
    }),
    { numRuns: 500 },
  )
})

test('numbers keep every digit', () => {
  const text = '{"TargetUid":19876543210987654321,"Total":1.50}'
  expect(toJsonText(toJsonLines(text))).toBe(
    '{\n  "TargetUid": 19876543210987654321,\n  "Total": 1.50\n}',
  )
})

test('a text that is no JSON harms nobody', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(toJsonLines(text).every(({ depth }) => depth >= 0)).toBe(true)
    }),
  )
})
