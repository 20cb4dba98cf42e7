import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { isListedAfter } from './list-order.ts'

const job = (jobId: string, more = {}) => aJob({ jobId, ...more })
const since = (before: string) => ({ statusSince: { after: null, before } })

/** In ascending order. */
const pairs = [
  ['deviceCount', job('z', { deviceCount: 9 }), job('a', { deviceCount: 10 })],
  ['createdAt', job('z'), job('a', { createdAt: '2026-11-24T02:00:00.001Z' })],
  ['status', job('z', { status: 'running' }), job('a', { status: 'completed' })],
  ['status', job('z', { status: 'interrupted' }), job('a', { status: 'unknown-9' })],
  [
    'statusSince',
    job('z', since('2026-11-24T02:05:00.000Z')),
    job('a', since('2026-11-24T02:06:00.000Z')),
  ],
  ['createdAt', job('A'), job('a')],
  ['createdAt', job('a', { connection: 'one' }), job('a', { connection: 'two' })],
] as const

test.each(pairs)(
  'by %s one job is listed after another, and before it the other way round',
  (by, low, high) => {
    for (const descending of [false, true]) {
      expect(isListedAfter(high, low, { by, descending })).toBe(!descending)
      expect(isListedAfter(low, high, { by, descending })).toBe(descending)
      expect(isListedAfter(low, low, { by, descending })).toBe(false)
    }
  },
)

test.each([true, false])('what is not known is last, descending or not: %s', (descending) => {
  const [known, unknown] = [job('a', { deviceCount: 0 }), job('b', { deviceCount: null })]
  expect(isListedAfter(unknown, known, { by: 'deviceCount', descending })).toBe(true)
  expect(isListedAfter(known, unknown, { by: 'deviceCount', descending })).toBe(false)
})
