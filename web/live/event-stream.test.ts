import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeEvents } from '../testing/fake-events.ts'
import { browserClock } from './clock.ts'
import { createEventStream, type EventStream, type StreamState } from './event-stream.ts'
import type { LiveEvent } from './live-event.ts'

const change = { connection: 'fleet', jobId: 'a', kind: 'changed' } as const
const clock = { ...browserClock, random: () => 1 }
let stream: EventStream | null = null

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  stream?.close()
  vi.useRealTimers()
})

/** Lets everything run that needs no time, and then so much time pass. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

type Answer = (init: RequestInit) => Response | Promise<Response>

async function follow(answer: Answer, lastId: string | null = null) {
  const events: LiveEvent[] = []
  const states: StreamState[] = []
  let lastSeen: string | null = null
  const fetch = vi.fn(async (_input: unknown, init: RequestInit = {}) => answer(init))
  stream = createEventStream({
    fetch: fetch as typeof globalThis.fetch,
    clock,
    lastId,
    onEvent(event, id) {
      events.push(event)
      lastSeen = id
    },
    onState: (state) => states.push(state),
  })
  await pass()
  return { events, states, fetch, stream, lastId: () => lastSeen }
}

test('hands out what the server says, and says that it runs', async () => {
  const server = createFakeEvents()
  const { events, states, lastId } = await follow(server.reply)
  server.send('jobs', { changes: [change] }, 'e.7')
  server.send('sync', { connections: [] })
  server.send('of-a-later-version', {})
  await pass()
  expect(events).toEqual([
    { type: 'ready' },
    { type: 'jobs', changes: [change] },
    { type: 'sync', body: { connections: [] } },
  ])
  expect(states).toEqual(['stream'])
  expect(lastId()).toBe('e.7')
})

test('reads a frame that comes in pieces, within a character too', async () => {
  const encoder = new TextEncoder()
  const data = JSON.stringify({ connections: [{ connection: '苏州' }] })
  const bytes = encoder.encode(`event: ready\ndata: {}\n\nevent: sync\ndata: ${data}\n\n`)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
    },
  })
  const headers = { 'content-type': 'text/event-stream' }
  const { events } = await follow(() => new Response(body, { headers }))
  expect(events[1]).toEqual({ type: 'sync', body: { connections: [{ connection: '苏州' }] } })
})

test('comes back after the time that the server asks for, with the last id', async () => {
  const server = createFakeEvents()
  const { states } = await follow(server.reply)
  server.send('jobs', { changes: [change] }, 'e.7')
  await pass()
  server.cut()
  await pass(1999)
  expect(server.lastIds).toEqual([null])
  await pass(1)
  expect(server.lastIds).toEqual([null, 'e.7'])
  expect(states).toEqual(['stream', 'connecting', 'stream'])
})

test('a reset is passed on and its id taken over', async () => {
  const server = createFakeEvents()
  const { events } = await follow(server.reply, 'other.3')
  server.send('reset', {}, 'e.9')
  await pass()
  server.cut()
  await pass(2000)
  expect(server.lastIds).toEqual(['other.3', 'e.9'])
  expect(events.map(({ type }) => type)).toEqual(['ready', 'reset', 'ready'])
})

test('changes that cannot be read are a reason to read everything anew', async () => {
  const server = createFakeEvents()
  const { events } = await follow(server.reply)
  server.send('jobs', { changes: 'what?' })
  await pass()
  expect(events).toEqual([{ type: 'ready' }, { type: 'reset' }])
})

const page = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })
const gone = () => Promise.reject(new TypeError('Failed to fetch'))

test.each([
  { what: 'a server that is away', answer: gone },
  { what: 'a failure', answer: () => new Response('', { status: 502 }) },
  { what: 'a page of a proxy', answer: page },
  { what: 'an empty answer', answer: () => new Response(null, { status: 204 }) },
])('never gives up before $what: waits longer and longer, up to 10 s', async ({ answer }) => {
  const { fetch, states } = await follow(answer)
  const waits: number[] = []
  for (let at = 0; waits.length < 6; at += 1000) {
    const before = fetch.mock.calls.length
    await pass(1000)
    if (fetch.mock.calls.length > before) waits.push(at + 1000)
  }
  expect(waits).toEqual([2000, 6000, 14_000, 24_000, 34_000, 44_000])
  expect(states).toEqual(['polling'])
})

test('is back in one go when the server is', async () => {
  const server = createFakeEvents()
  let isDown = true
  const { states } = await follow((init) => (isDown ? gone() : server.reply(init)))
  await pass(30_000)
  isDown = false
  await pass(10_000)
  expect(states).toEqual(['polling', 'stream'])
  server.cut()
  await pass(2000)
  expect(server.open).toBe(1)
})

test('a proxy that keeps the stream to itself means polling, and a new try after 40 s', async () => {
  const silent = () =>
    new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } })
  const { states, fetch } = await follow(silent)
  await pass(4999)
  expect(states).toEqual([])
  await pass(1)
  expect(states).toEqual(['polling'])
  expect(fetch).toHaveBeenCalledTimes(1)
  await pass(35_000 + 2000)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('a stream without a byte for 40 s is given up; a comment is enough to keep it', async () => {
  const server = createFakeEvents()
  const { states } = await follow(server.reply)
  await pass(39_000)
  server.send('sync', { connections: [] })
  await pass(39_000)
  expect(server.lastIds).toHaveLength(1)
  await pass(1000 + 2000)
  expect(server.lastIds).toHaveLength(2)
  expect(server.open).toBe(1)
  expect(states).toEqual(['stream', 'connecting', 'stream'])
})

test('poked, it connects anew with its last id unless a byte comes within seconds', async () => {
  const server = createFakeEvents()
  const { stream: poked } = await follow(server.reply)
  server.send('jobs', { changes: [change] }, 'e.7')
  poked.poke()
  await pass(1000)
  server.send('sync', { connections: [] })
  await pass(10_000)
  expect(server.lastIds).toEqual([null])
  poked.poke()
  await pass(3000)
  expect(server.lastIds).toEqual([null, 'e.7'])
  expect(server.open).toBe(1)
})

test('poked while it waits, it connects at once', async () => {
  let isDown = true
  const server = createFakeEvents()
  const { stream: poked } = await follow((init) => (isDown ? gone() : server.reply(init)))
  await pass(20_000)
  isDown = false
  poked.poke()
  await pass()
  expect(server.open).toBe(1)
})

test('doubted, it connects anew at once, but not time and again', async () => {
  const server = createFakeEvents()
  const { states, stream: doubted } = await follow(server.reply)
  await pass(10_000)
  for (let doubts = 0; doubts < 8; doubts++) {
    doubted.doubt()
    await pass(500)
  }
  expect(server.lastIds).toHaveLength(2)
  expect(server.open).toBe(1)
  expect(states).toEqual(['stream'])
})

test('doubted when it has just connected, it connects anew as soon as it may', async () => {
  const server = createFakeEvents()
  const { stream: doubted } = await follow(server.reply)
  await pass(2000)
  doubted.doubt()
  await pass(2900)
  expect(server.lastIds).toHaveLength(1)
  await pass(200)
  expect(server.lastIds).toHaveLength(2)
})

test('doubted while it waits, it goes on waiting', async () => {
  const { fetch, stream: doubted } = await follow(gone)
  await pass(60_000)
  const tries = fetch.mock.calls.length
  doubted.doubt()
  await pass(100)
  expect(fetch).toHaveBeenCalledTimes(tries)
})

test('closed, it is silent for good', async () => {
  const server = createFakeEvents()
  const { events, stream: closed } = await follow(server.reply)
  closed.close()
  await pass(120_000)
  expect(server.open).toBe(0)
  expect(server.lastIds).toHaveLength(1)
  expect(events).toEqual([{ type: 'ready' }])
})
