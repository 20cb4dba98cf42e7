import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, expect, test } from 'vitest'
import { createSystemClock } from '../clock.ts'
import { AppError } from '../errors.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { anAccess } from '../testing/an-access.ts'
import { aSync } from '../testing/fake-sync.ts'
import { createApp } from './app.ts'
import { capBytes } from './event-fan-out.ts'
import { readEvents } from './event-reader.ts'
import { createEventStream } from './event-stream.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** The real HTTP on loopback over a mirror in memory. */
async function aServer(options: { requestTimeout?: number } = {}) {
  const clock = createSystemClock()
  const store = createSqliteStore({ folder: null, now: clock.wallMs })
  const trouble: { reading: AppError | null } = { reading: null }
  const mirror: typeof store = {
    ...store,
    within: () => mirror,
    async readEvents(afterId) {
      if (trouble.reading) throw trouble.reading
      return store.readEvents(afterId)
    },
  }
  const sync = aSync()
  const logged: unknown[] = []
  const logError = (error: unknown) => void logged.push(error)
  const events = createEventStream({ store: mirror, sync, clock, random: () => 0.5, logError })
  const app = createApp({
    store: mirror,
    sync,
    events,
    access: anAccess(),
    now: clock.wallMs,
    pagesFolder: '.',
    logError,
  })
  const server: Server = createServer(
    { connectionsCheckingInterval: 5, ...options },
    getRequestListener(app.fetch),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  ends.push(async () => {
    events.close()
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
    await store.close()
  })
  const origin = `http://127.0.0.1:${port}`
  let commits = 0
  return {
    origin,
    port,
    server,
    events,
    logged,
    trouble,
    lastEventId: store.lastEventId,
    read: (options = {}, query = '') => readEvents(`${origin}/api/events${query}`, options),
    async commit(jobs = 1, jobId = 'job') {
      commits += 1
      const sentAtMs = clock.wallMs()
      const batch = Array.from({ length: jobs }, (_, index) =>
        aJob({ jobId: `${jobId}-${index}`, deviceCount: commits }),
      )
      await store.applyPage({ connection: 'here', sentAtMs, receivedAtMs: sentAtMs, jobs: batch })
    },
  }
}

/** Resolves when it holds: whatever makes it hold comes with the next turns of the loop. */
async function eventually(holds: () => boolean) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}

test('the stream has every head of security and none that would hold it up', async () => {
  const { read, origin } = await aServer()
  const reader = read()
  await reader.until(() => reader.named('sync').length === 1)
  expect(reader.status()).toBe(200)
  expect(reader.headers()).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  const other = await fetch(`${origin}/api/sync`)
  const ofOthers = [...other.headers.keys()].filter(
    (name) => !/^(content-length|keep-alive|transfer-encoding)$/.test(name),
  )
  expect(ofOthers).toContain('content-security-policy')
  expect(Object.keys(reader.headers())).toEqual(expect.arrayContaining(ofOthers))
  expect(reader.headers()['content-encoding']).toBeUndefined()
})

test('a change is told to whoever listens, and to whoever comes back for it', async () => {
  const { read, commit } = await aServer()
  const reader = read()
  await reader.until(() => reader.named('ready').length === 1)
  await commit()
  await reader.until(() => reader.named('jobs').length === 1)
  const [event] = reader.named('jobs')
  expect(event?.data).toEqual({
    changes: [{ connection: 'here', jobId: 'job-0', kind: 'added' }],
  })
  const { id } = reader.named('ready')[0] ?? {}
  for (const again of [read({ lastEventId: id }), read({}, `?lastEventId=${id}`)]) {
    await again.until(() => again.named('jobs').length === 1)
    expect(again.named('ready')[0]?.id).toBe(id)
    expect(again.named('jobs')).toEqual([event])
  }
})

test('the id in the header wins; one that is none is told to read anew', async () => {
  const { read, lastEventId } = await aServer()
  const id = await lastEventId()
  const resumed = read({ lastEventId: id }, '?lastEventId=garbage')
  await resumed.until(() => resumed.named('ready').length === 1)
  const reset = read({ lastEventId: 'garbage' }, `?lastEventId=${id}`)
  await reset.until(() => reset.named('reset').length === 1)
  expect(reset.named('reset')[0]?.id).toBe(id)
})

test('HEAD tells the heads and opens no stream', async () => {
  const { origin, events } = await aServer()
  const reply = await fetch(`${origin}/api/events`, { method: 'HEAD' })
  expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(events.clientCount()).toBe(0)
})

test('a log that cannot be read is a failure like every other', async () => {
  const { origin, trouble, events, logged, lastEventId } = await aServer()
  trouble.reading = new AppError('disk-failed', 'The disk fails.')
  const reply = await fetch(`${origin}/api/events`, {
    headers: { 'last-event-id': await lastEventId() },
  })
  expect(reply.status).toBe(500)
  expect(await reply.json()).toMatchObject({
    error: { code: 'disk-failed', message: 'The disk fails.' },
  })
  expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect([events.clientCount(), logged]).toEqual([0, [trouble.reading]])
})

test('a client that aborts leaves nothing behind, however early', async () => {
  const { port, events, read } = await aServer()
  for (let early = 0; early < 20; early++) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
    if (early % 4 === 0) socket.resetAndDestroy()
    else if (early % 4 === 1) socket.destroy()
    else if (early % 4 === 2) socket.end()
    else {
      await once(socket, 'data')
      socket.end()
    }
  }
  const reader = read()
  await reader.until(() => reader.named('sync').length === 1)
  expect(events.clientCount()).toBeGreaterThan(0)
  reader.cut()
  await eventually(() => events.clientCount() === 0)
})

test('whatever a client sends after its request is dropped', async () => {
  const { port, events, commit } = await aServer()
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.setEncoding('latin1').on('data', (more) => {
    text += more
  })
  socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  await eventually(() => text.includes('event: sync'))
  socket.write('GET /api/sync HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n\0\0garbage\r\n\r\n')
  await commit()
  await eventually(() => text.includes('event: jobs'))
  expect(text.match(/HTTP\/1.1/g)).toHaveLength(1)
  socket.destroy()
  await eventually(() => events.clientCount() === 0)
})

test('the times that a request has end no stream', async () => {
  const { port, read, commit } = await aServer({ requestTimeout: 30 })
  const reader = read()
  await reader.until(() => reader.named('sync').length === 1)
  const slow = connect(port, '127.0.0.1')
  slow.write('GET /api/sync HTTP/1.1\r\n')
  slow.resume()
  await once(slow, 'close')
  await commit()
  await reader.until(() => reader.named('jobs').length === 1)
})

test('a client that does not read is cut at its cap, and the others miss nothing', async () => {
  const { read, commit, events } = await aServer()
  const [reader, stalled] = [read(), read()]
  await Promise.all([
    reader.until(() => reader.named('sync').length === 1),
    stalled.until(() => stalled.named('sync').length === 1),
  ])
  stalled.stall()
  const jobId = 'x'.repeat(100)
  let commits = 0
  while (events.cutCount() === 0) {
    await commit(200, jobId)
    commits += 1
    await reader.until(() => reader.named('jobs').length === commits)
  }
  const bytes = reader.text().length
  expect(bytes).toBeGreaterThan(capBytes)
  expect([events.cutCount(), events.clientCount(), reader.isOver()]).toEqual([1, 1, false])
  await commit()
  await reader.until(() => reader.named('jobs').length === commits + 1)
}, 60_000)

test('the close tells when to come back, and the server ends without waiting', async () => {
  const { read, events, server, origin } = await aServer()
  const readers = [read(), read()]
  for (const reader of readers) await reader.until(() => reader.named('sync').length === 1)
  await (await fetch(`${origin}/api/sync`)).text()
  events.close()
  const closed = once(server, 'close')
  server.close()
  await closed
  for (const reader of readers) {
    await reader.until(reader.isOver)
    expect(reader.frames.at(-1)).toEqual({ retry: 3000 })
  }
})
