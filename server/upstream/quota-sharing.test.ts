import { expect, test } from 'vitest'
import type { CallPurpose } from '../jobs/job-source.ts'
import { createQuota } from './quota.ts'
import type { RateLimit } from './rate-limits.ts'
import type { Verdict } from './restraint.ts'
import { createVirtualTime } from './virtual-time.ts'

const wallStart = Date.parse('2026-11-24T00:00:00.000Z')

type Answer = Partial<Verdict> & { readonly limit?: RateLimit }

/** A quota whose calls are answered after `answerMs`; what `answer` gives is said of the n-th. */
function setUp(answer: (index: number, at: number) => Answer, answerMs = 100) {
  const time = createVirtualTime()
  const quota = createQuota({
    slots: 4,
    now: () => wallStart + time.now(),
    monotonicNow: time.now,
    setTimer: time.setTimer,
    random: () => 0,
  })
  const sent: { at: number; purpose: CallPurpose }[] = []
  const call = (purpose: CallPurpose = 'sweep') =>
    void quota.run(purpose, undefined, async (sending) => {
      const index = sent.push({ at: time.now(), purpose }) - 1
      await time.sleep(answerMs)
      sending.answered()
      const { limit = null, ...verdict } = answer(index, time.now())
      const limits = { operation: limit, account: null }
      sending.judged({ kind: 'admitted', retryAfterMs: null, limits, ...verdict })
    })
  const callMany = (count: number) => {
    for (let index = 0; index < count; index += 1) call()
  }
  return { time, quota, sent, call, callMany, sentAt: () => sent.map(({ at }) => at) }
}

const gaps = (moments: readonly number[]) =>
  moments.slice(1).map((at, index) => at - (moments[index] ?? 0))

test('a throttle pauses everything and then leaves half the rate', async () => {
  const { time, quota, call, callMany, sentAt } = setUp((index) =>
    index === 0 ? { kind: 'throttled', retryAfterMs: 2000 } : {},
  )
  expect(quota.use()).toMatchObject({ ceiling: null, sharing: 'alone', othersPerSecond: null })
  call()
  await time.advance(150)
  expect(quota.use()).toEqual({
    slots: 4,
    ceiling: 2,
    calls: 1,
    callsPerSecond: 0.1,
    throttled: 1,
    throttledAt: '2026-11-24T00:00:00.100Z',
    pausedUntil: '2026-11-24T00:00:02.100Z',
    sharing: 'shared',
    othersPerSecond: null,
  })
  callMany(3)
  await time.advance(4000)
  // From 1,000 ms after the pause on the rate is 2.05 a second.
  expect(sentAt().slice(0, 3)).toEqual([0, 2100, 2600])
  expect(sentAt()[3]).toBeLessThanOrEqual(3100)
  expect(quota.use().pausedUntil).toBeNull()
})

test('after an hour without a throttle the slots alone limit again', async () => {
  const { time, quota, call } = setUp(() => ({ kind: 'throttled' }))
  call()
  await time.advance(3_599_000)
  expect(quota.use()).toMatchObject({ ceiling: 3, sharing: 'shared' })
  await time.advance(1100)
  expect(quota.use()).toMatchObject({
    ceiling: null,
    sharing: 'alone',
    callsPerSecond: 0,
    calls: 1,
    throttled: 1,
  })
})

test('where the provider turns everybody away we back off alike, but nobody shares the quota', async () => {
  const { time, quota, call } = setUp(() => ({ kind: 'overloaded', retryAfterMs: 2000 }))
  call()
  await time.advance(150)
  expect(quota.use()).toMatchObject({
    ceiling: 2,
    pausedUntil: '2026-11-24T00:00:02.100Z',
    throttled: 0,
    throttledAt: null,
    sharing: 'alone',
  })
})

test('30 s of nothing but throttles leave a probe in 5 s; the first other answer ends that', async () => {
  const goodFrom = 60_000
  const { time, quota, callMany, sentAt } = setUp((_, at) =>
    at < goodFrom ? { kind: 'throttled' } : {},
  )
  callMany(60)
  await time.advance(29_000)
  expect(quota.use()).toMatchObject({ sharing: 'shared' })
  for (const gap of gaps(sentAt())) expect(gap).toBeLessThan(5000)
  await time.advance(6000)
  expect(quota.use()).toMatchObject({ sharing: 'contended', ceiling: 0.2 })
  await time.advance(24_000)
  const probes = sentAt().filter((at) => at > 35_000)
  expect(probes.length).toBeGreaterThanOrEqual(4)
  for (const gap of gaps(probes)) expect(gap).toBe(5000)
  await time.advance(6500)
  expect(quota.use().sharing).toBe('shared')
  // The first good answer came within 5 s of the end, and the climb begins with it.
  const after = sentAt().filter((at) => at >= goodFrom - 100)
  expect(after[0]).toBeLessThanOrEqual(goodFrom - 100 + 5000)
  await time.advance(90_000)
  expect(quota.use()).toMatchObject({ ceiling: 3, sharing: 'shared' })
})

test('an answer that is no throttle keeps it from being contended', async () => {
  const { time, quota, callMany } = setUp((_, at) =>
    at > 20_000 && at < 25_000 ? {} : { kind: 'throttled' },
  )
  callMany(60)
  await time.advance(45_000)
  expect(quota.use().sharing).toBe('shared')
  await time.advance(15_000)
  expect(quota.use().sharing).toBe('contended')
})

test('of the rare probes a person gets the next one', async () => {
  const { time, sent, call, callMany, quota } = setUp(() => ({ kind: 'throttled' }))
  callMany(60)
  await time.advance(40_000)
  expect(quota.use().sharing).toBe('contended')
  const before = sent.length
  for (let index = 0; index < 5; index += 1) call('person')
  await time.advance(30_000)
  const order = sent.slice(before).map(({ purpose }) => purpose)
  expect(order).toEqual([...Array(5).fill('person'), 'sweep'])
})

test('waits for the next window where an answer says that hardly a call is left', async () => {
  const { time, quota, callMany, sentAt } = setUp(() => ({
    limit: { limit: 5, remain: 1, timeLeftMs: 700 },
  }))
  callMany(3)
  await time.advance(3000)
  expect(sentAt()).toEqual([0, 800, 1600])
  expect(quota.use()).toMatchObject({ throttled: 0, pausedUntil: null })
})

test('two calls left are enough to go on', async () => {
  const { time, callMany, sentAt } = setUp((index) => ({
    limit: { limit: 5, remain: 4 - index, timeLeftMs: 900 - 200 * index },
  }))
  callMany(3)
  await time.advance(3000)
  expect(sentAt()).toEqual([0, 200, 400])
})

test('a header that lies on every answer leaves a call in some 3 s', async () => {
  const { time, callMany, sentAt } = setUp(() => ({
    limit: { limit: 10_000, remain: 0, timeLeftMs: 999_999_999_999 },
  }))
  callMany(30)
  await time.advance(60_000)
  expect(sentAt().length).toBeGreaterThanOrEqual(19)
  for (const gap of gaps(sentAt())) expect(gap).toBe(3100)
})

test('tells of others by the figures, and leaves them what they take', async () => {
  // Others take three of five in each window, before our first call of it.
  const { time, quota, callMany, sentAt } = setUp((index) => ({
    limit: { limit: 5, remain: 1 - (index % 2), timeLeftMs: 500 },
  }))
  callMany(20)
  await time.advance(6000)
  expect(quota.use()).toMatchObject({ sharing: 'shared', throttled: 0 })
  const { othersPerSecond, ceiling } = quota.use()
  expect(othersPerSecond).toBeGreaterThanOrEqual(2)
  expect(othersPerSecond).toBeLessThanOrEqual(4)
  expect(ceiling).toBeCloseTo(5 - (othersPerSecond ?? 0), 9)
  expect(sentAt().length).toBeGreaterThan(6)
  await time.advance(4_000_000)
  expect(quota.use()).toMatchObject({ sharing: 'alone', ceiling: null, othersPerSecond: null })
})
