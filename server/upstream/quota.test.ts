import { expect, test } from 'vitest'
import type { CallPurpose } from '../jobs/job-source.ts'
import { createQuota, type Sending } from './quota.ts'
import { createVirtualTime } from './virtual-time.ts'

const wallStart = Date.parse('2026-11-24T00:00:00.000Z')

function setUp(slots: number) {
  const time = createVirtualTime()
  const quota = createQuota({
    slots,
    now: () => wallStart + time.now(),
    monotonicNow: time.now,
    setTimer: time.setTimer,
    random: () => 0,
  })
  const sentAt: number[] = []
  /** One call that is answered after `ms`, unless `answer` does something else. */
  const call = (ms: number, answer?: (sending: Sending) => void, purpose: CallPurpose = 'sweep') =>
    quota.run(purpose, undefined, async (sending) => {
      sentAt.push(time.now())
      await time.sleep(ms)
      if (answer) answer(sending)
      else sending.answered()
    })
  return { time, quota, sentAt, call }
}

test('a burst is spaced by 200 ms, and a slot comes back a second and 5 ms after its answer', async () => {
  const { time, sentAt, call } = setUp(4)
  for (let index = 0; index < 6; index += 1) void call(50)
  await time.advance(3000)
  expect(sentAt).toEqual([0, 200, 400, 600, 1055, 1255])
})

test('an answer that takes long holds its slot for as long', async () => {
  const { time, sentAt, call } = setUp(1)
  void call(3000)
  void call(0)
  await time.advance(5000)
  expect(sentAt).toEqual([0, 4005])
})

test('a call without an answer keeps its slot for two more seconds', async () => {
  const { time, sentAt, call } = setUp(1)
  void call(100, () => {})
  void call(0)
  await time.advance(5000)
  expect(sentAt).toEqual([0, 3105])
})

test('a failed attempt keeps its slot and passes its error on', async () => {
  const { time, sentAt, call } = setUp(1)
  const failed = call(100, () => {
    throw new Error('reset')
  })
  void call(0)
  const message = failed.catch((error: Error) => error.message)
  await time.advance(5000)
  expect(await message).toBe('reset')
  expect(sentAt).toEqual([0, 3105])
})

test('a call that was never sent gives its slot back at once and is not counted', async () => {
  const { time, quota, sentAt, call } = setUp(1)
  void call(300, (sending) => sending.unsent())
  void call(0)
  await time.advance(400)
  expect(sentAt).toEqual([0, 300])
  expect(quota.use().calls).toBe(1)
})

test('a late word of a call cannot free the slot that another call holds by then', async () => {
  const { time, sentAt, call } = setUp(1)
  let late: Sending | undefined
  void call(100, (sending) => {
    late = sending
  })
  void call(60_000)
  await time.advance(4000)
  late?.answered()
  late?.unsent()
  void call(0)
  await time.advance(5000)
  expect(sentAt).toEqual([0, 3105])
})

test('one who gives up while waiting leaves with the reason and takes no slot', async () => {
  const { time, quota, sentAt, call } = setUp(1)
  const controller = new AbortController()
  void call(0)
  const gaveUp = quota
    .run('person', controller.signal, async () => sentAt.push(-1))
    .catch((reason: unknown) => reason)
  await time.advance(100)
  controller.abort('left the page')
  expect(await gaveUp).toBe('left the page')
  void call(0)
  await time.advance(2000)
  expect(sentAt).toEqual([0, 1005])
  await expect(quota.run('person', controller.signal, async () => 1)).rejects.toBe('left the page')
})

test('a person goes before the sweep, which still gets one call in four', async () => {
  const { time, quota } = setUp(4)
  const order: string[] = []
  const ask = (purpose: CallPurpose) =>
    void quota.run(purpose, undefined, async (sending) => {
      order.push(purpose)
      sending.answered()
    })
  for (let index = 0; index < 12; index += 1) {
    ask('sweep')
    ask('person')
  }
  await time.advance(3500)
  expect(order.slice(1, 9).join(' ')).toBe('person person person sweep person person person sweep')
})
