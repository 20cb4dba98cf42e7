import { expect, test } from 'vitest'
import { AppError, type ErrorCode } from '../errors.ts'
import { answered, failed, problemOf, stateOf, untried } from './health.ts'

const t = Date.parse('2026-11-24T02:00:00.000Z')
const at = (seconds: number) => new Date(t + seconds * 1000).toISOString()
const unreachable = new AppError('unreachable', 'no route')

test('one lost call is nobody’s business, two in a row are a problem since the first', () => {
  const once = failed(answered(t), unreachable, t + 1000, t + 2000)
  expect(problemOf(once)).toBeNull()
  const twice = failed(once, unreachable, t + 3000, t + 4000)
  expect(problemOf(twice)).toMatchObject({ code: 'unreachable', since: at(2), lastAt: at(4) })
})

test('what a person must mend is shown at the first failure', () => {
  const error = new AppError('credentials-refused', 'unknown key', null, {
    upstreamCode: 'InvalidAccessKeyId.NotFound',
    requestId: 'E55E',
  })
  expect(problemOf(failed(untried, error, t, t))).toMatchObject({
    message: 'unknown key',
    upstreamCode: 'InvalidAccessKeyId.NotFound',
    requestId: 'E55E',
  })
})

test('an answer ends the row of failures', () => {
  const twice = failed(failed(untried, unreachable, t, t), unreachable, t, t)
  expect(problemOf(twice)).not.toBeNull()
  expect(problemOf(answered(t + 1))).toBeNull()
})

test('a call that was under way before the last answer does not count against it', () => {
  const healed = answered(t + 5000)
  expect(failed(healed, unreachable, t + 4999, t + 9000)).toBe(healed)
})

test('an unexpected error is ours and says nothing of its text', () => {
  const twice = failed(failed(untried, new Error('secret'), t, t), new Error('secret'), t, t)
  expect(problemOf(twice)).toMatchObject({ code: 'internal' })
  expect(JSON.stringify(problemOf(twice))).not.toContain('secret')
})

test('what the disk does not take in is shown at the first failure', () => {
  const once = failed(answered(t), new AppError('disk-full', 'full'), t + 1000, t + 2000)
  expect(problemOf(once)).toMatchObject({ code: 'disk-full', since: at(2) })
})

test.each([
  { state: 'connecting', health: untried, asOfAgeMs: null },
  { state: 'connecting', health: untried, asOfAgeMs: 3_600_000 },
  { state: 'live', health: answered(t), asOfAgeMs: 10_000 },
  { state: 'slow', health: answered(t), asOfAgeMs: 10_001 },
  { state: 'slow', health: answered(t), asOfAgeMs: -3_600_000 },
  { state: 'slow', health: twiceFailed('throttled'), asOfAgeMs: 0 },
  { state: 'stale', health: twiceFailed('timed-out'), asOfAgeMs: 0 },
  { state: 'stale', health: twiceFailed('disk-full'), asOfAgeMs: 0 },
  { state: 'stale', health: twiceFailed('disk-failed'), asOfAgeMs: 0 },
  { state: 'needs-you', health: twiceFailed('instance-refused'), asOfAgeMs: 0 },
  { state: 'live', health: answered(t), asOfAgeMs: 35_000, isFilling: true },
  { state: 'slow', health: answered(t), asOfAgeMs: 35_001, isFilling: true },
])('is $state after $asOfAgeMs ms', ({ state, health, asOfAgeMs, isFilling }) => {
  expect(stateOf(health, asOfAgeMs, isFilling)).toBe(state)
})

function twiceFailed(code: ErrorCode) {
  const error = new AppError(code, code)
  return failed(failed(answered(t), error, t, t), error, t, t)
}
