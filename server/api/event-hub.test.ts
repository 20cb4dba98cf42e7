import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { capBytes, mostBehindMs } from './event-fan-out.ts'
import type { Frame } from './event-frames.ts'
import { createEventHub } from './event-hub.ts'
import { anOutlet } from './memory-outlet.ts'

const frame = (text: string, place: number | null = null): Frame => ({
  bytes: Buffer.from(text),
  place,
})

function aHub() {
  const clock = { nowMs: 0 }
  const hub = createEventHub(() => clock.nowMs)
  return {
    ...hub,
    clock,
    join(start = 'start', place = 0) {
      const outlet = anOutlet()
      hub.hold().release(outlet, Buffer.from(start), place)
      return outlet
    },
  }
}

const farewell = () => Buffer.from('bye')

/** Rounds go from tick to tick until nothing waits. */
async function settle(ticks = 50) {
  for (let count = 0; count < ticks; count++) await setImmediate()
}

test('everybody is written the same bytes, each frame once and in order', async () => {
  const hub = aHub()
  const outlets = [hub.join(), hub.join(), hub.join()]
  for (let place = 1; place <= 20; place++) hub.broadcast(frame(`${place} `, place))
  await settle()
  const all = Array.from({ length: 20 }, (_, index) => `${index + 1} `)
  for (const { written } of outlets) expect(written).toEqual(['start', ...all])
})

test('what comes while a client is told what it missed follows that, without what it was told', async () => {
  const hub = aHub()
  const early = hub.join()
  const held = hub.hold()
  hub.broadcast(frame('1', 1))
  hub.broadcast(frame('2', 2))
  await settle()
  hub.broadcast(frame('not logged'))
  hub.broadcast(frame('3', 3))
  const late = anOutlet()
  held.release(late, Buffer.from('start, 1, 2'), 2)
  hub.broadcast(frame('4', 4))
  await settle()
  expect(early.written).toEqual(['start', '1', '2', 'not logged', '3', '4'])
  expect(late.written).toEqual(['start, 1, 2', '3', '4'])
})

test('an event that the start had before it was told to all is not told again', async () => {
  const hub = aHub()
  const outlet = hub.join('start, 1', 1)
  hub.broadcast(frame('1', 1))
  hub.broadcast(frame('2', 2))
  await settle()
  expect(outlet.written).toEqual(['start, 1', '2'])
})

test('a client that joins in the middle of a fan-out gets none of it twice', async () => {
  const hub = aHub()
  const crowd = Array.from({ length: 2500 }, () => hub.join())
  hub.broadcast(frame('1', 1))
  await setImmediate()
  expect(crowd.filter(({ written }) => written.length === 2)).toHaveLength(1000)
  hub.broadcast(frame('old'))
  const late = hub.join('start, 1, old', 1)
  hub.broadcast(frame('sync'))
  hub.broadcast(frame('2', 2))
  await settle()
  for (const { written } of crowd) expect(written).toEqual(['start', '1', 'old', 'sync', '2'])
  expect(late.written).toEqual(['start, 1, old', 'sync', '2'])
})

test('others have their turn between a thousand clients and the next', async () => {
  const hub = aHub()
  const crowd = Array.from({ length: 3500 }, () => hub.join())
  hub.broadcast(frame('1', 1))
  const reached: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    await setImmediate()
    reached.push(crowd.filter(({ written }) => written.length === 2).length)
  }
  expect(reached).toEqual([1000, 2000, 3000, 3500, 3500])
})

test('a client is cut before its unsent bytes exceed the cap; the others go on', async () => {
  const hub = aHub()
  const [quick, slow] = [hub.join(), hub.join()]
  slow.isSlow = true
  const big = 'x'.repeat(60 * 1024)
  for (let place = 1; place <= 5; place++) {
    hub.broadcast(frame(big, place))
    await settle()
    expect(slow.writableLength).toBeLessThanOrEqual(capBytes)
  }
  expect([slow.isCut, hub.cutCount(), hub.clientCount()]).toEqual([true, 1, 1])
  hub.broadcast(frame('on', 6))
  await settle()
  expect(quick.written.at(-1)).toBe('on')
  expect(slow.written).toHaveLength(5)
})

test('many frames at once do not cut a client that has had no time to send any', async () => {
  const hub = aHub()
  const outlet = hub.join()
  const write = outlet.write
  // The system takes bytes between the ticks only.
  outlet.write = (bytes) => {
    outlet.isSlow = true
    write(bytes)
  }
  const big = 'x'.repeat(20 * 1024)
  for (let place = 1; place <= 100; place++) hub.broadcast(frame(big, place))
  for (let tick = 0; tick < 100; tick++) {
    await setImmediate()
    outlet.writableLength = 0
  }
  expect(outlet.written).toHaveLength(101)
  expect(outlet.isCut).toBe(false)
})

test('a client that leaves is forgotten, also one that never came', async () => {
  const hub = aHub()
  const outlet = hub.join()
  const held = hub.hold()
  expect(hub.clientCount()).toBe(2)
  held.leave()
  outlet.emit('close')
  expect(hub.clientCount()).toBe(0)
  hub.broadcast(frame('1', 1))
  await settle()
  expect(outlet.written).toEqual(['start'])
})

test('at the close everybody is told so and ended, and whoever comes later, too', async () => {
  const hub = aHub()
  const outlets = [hub.join(), hub.join()]
  const held = hub.hold()
  hub.broadcast(frame('1', 1))
  hub.close(farewell)
  const late = anOutlet()
  held.release(late, Buffer.from('start'), 0)
  const last = hub.join()
  hub.broadcast(frame('2', 2))
  await settle()
  for (const outlet of [...outlets, late, last]) {
    expect([outlet.written, outlet.isEnded]).toEqual([['start', 'bye'], true])
  }
  expect(hub.clientCount()).toBe(0)
})

test('at the close nobody waits for a client that does not read', async () => {
  const hub = aHub()
  const stalled = hub.join()
  stalled.isSlow = true
  hub.close(farewell)
  expect([stalled.isEnded, stalled.isCut]).toEqual([false, true])
})

test('a client that does not catch up for half a minute is cut, however little waits for it', async () => {
  const hub = aHub()
  const [deaf, slow, quick] = [hub.join(), hub.join(), hub.join()]
  deaf.isSlow = true
  slow.isSlow = true
  const tell = async (afterMs: number) => {
    hub.clock.nowMs += afterMs
    hub.broadcast(frame('!'))
    await settle()
  }
  await tell(0)
  await tell(1000)
  slow.writableLength = 0
  await tell(mostBehindMs)
  expect([deaf.isCut, slow.isCut, hub.cutCount()]).toEqual([false, false, 0])
  await tell(1)
  expect([deaf.isCut, slow.isCut, hub.cutCount()]).toEqual([true, false, 1])
  expect(quick.written).toEqual(['start', '!', '!', '!', '!'])
})
