import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createSystemClock } from '../clock.ts'
import { AppError } from '../errors.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { anAccess, writeHeaders } from '../testing/an-access.ts'
import { aSync } from '../testing/fake-sync.ts'
import { createApp } from './app.ts'
import { createEventStream } from './event-stream.ts'
import type { ToldRequest } from './told-request.ts'

/** The real HTTP on loopback over a mirror of two jobs; `failAt`: the read of the list that fails. */
async function aServer({ failAt = Number.POSITIVE_INFINITY, jobs = 2 } = {}) {
  const clock = createSystemClock()
  const store = createSqliteStore({ folder: null, now: clock.wallMs })
  const batch = Array.from({ length: jobs }, (_, index) => aJob({ jobId: `job-${index}` }))
  const nowMs = clock.wallMs()
  await store.applyPage({ connection: 'here', sentAtMs: nowMs, receivedAtMs: nowMs, jobs: batch })
  let reads = 0
  const mirror: typeof store = {
    ...store,
    within: () => mirror,
    async listJobs(query) {
      reads += 1
      if (reads >= failAt) throw new AppError('disk-failed', 'The disk fails.')
      return store.listJobs(query)
    },
  }
  const refused = new AppError('throttled', 'Slower.', null, { requestId: 'theirs' })
  const sync = aSync({ check: () => Promise.reject(refused) })
  const logged: unknown[][] = []
  const told: ToldRequest[] = []
  const waits: (() => void)[] = []
  const logError = (...what: unknown[]) => void logged.push(what)
  const events = createEventStream({ store: mirror, sync, clock, random: () => 0.5, logError })
  const app = createApp({
    store: mirror,
    sync,
    events,
    access: anAccess(),
    now: clock.wallMs,
    pagesFolder: join(import.meta.dirname, '../../web'),
    logError,
    onReply(facts) {
      told.push(facts)
      for (const wait of waits.splice(0)) wait()
    },
  })
  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    events.close()
    server.closeAllConnections()
    server.close()
    await store.close()
  })
  const { port } = server.address() as AddressInfo
  async function untilTold(count: number) {
    while (told.length < count) await new Promise<void>((resolve) => waits.push(resolve))
    return told
  }
  return { url: `http://127.0.0.1:${port}`, port, logged, untilTold }
}

test('each request is told once, by its pattern, without its query', async () => {
  const { url, untilTold } = await aServer()
  const asks = ['/api/jobs?targetUid=1984268643261234567', '/jobs/some%20job?x=1', '/nothing/here']
  for (const path of asks) await (await fetch(url + path)).text()
  const told = await untilTold(3)
  expect(told.map(({ path, route, status, isCut }) => [path, route, status, isCut])).toEqual([
    ['/api/jobs', '/api/jobs', 200, false],
    ['/jobs/some%20job', '/*', 200, false],
    ['/nothing/here', '/*', 404, false],
  ])
  expect(JSON.stringify(told)).not.toContain('1984268643261234567')
})

test('of a target that is no path, or has a fragment, nothing but a path is told', async () => {
  const { port, untilTold } = await aServer()
  for (const target of ['http://user:canary@evil.test/jobs', '/jobs#launch=canary']) {
    const socket = connect(port, '127.0.0.1')
    socket.end(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
    expect(await text(socket)).toContain('400 Bad Request')
  }
  const told = await untilTold(2)
  expect(told.map(({ path }) => path)).toEqual(['', '/jobs'])
  expect(JSON.stringify(told)).not.toContain('canary')
})

test('its id is in the reply’s head, in the body of a failure, and in what is logged', async () => {
  const { url, logged, untilTold } = await aServer({ failAt: 1 })
  const reply = await fetch(`${url}/api/jobs`)
  const requestId = reply.headers.get('x-request-id')
  expect(requestId).toMatch(/^[\da-f-]{36}$/)
  expect(await reply.json()).toMatchObject({ error: { code: 'disk-failed', requestId } })
  expect((await untilTold(1))[0]).toMatchObject({ requestId, code: 'disk-failed', status: 500 })
  expect(logged).toEqual([[expect.any(AppError), { method: 'GET', path: '/api/jobs', requestId }]])
  const missing = await fetch(`${url}/api/nothing`)
  const itsId = missing.headers.get('x-request-id')
  expect(itsId).not.toBe(requestId)
  expect(await missing.json()).toMatchObject({ error: { code: 'not-found', requestId: itsId } })
})

test('where the upstream had a part, the body names its request and the line both', async () => {
  const { url, untilTold } = await aServer()
  const reply = await fetch(`${url}/api/jobs/job-0/check`, {
    method: 'POST',
    headers: writeHeaders,
  })
  expect(await reply.json()).toMatchObject({ error: { requestId: 'theirs' } })
  const requestId = reply.headers.get('x-request-id')
  expect((await untilTold(1))[0]).toMatchObject({ requestId, upstreamRequestId: 'theirs' })
})

test('an event stream is told when it begins, with its id in the head', async () => {
  const { url, untilTold } = await aServer()
  const stop = new AbortController()
  const reply = await fetch(`${url}/api/events`, { signal: stop.signal })
  const [told] = await untilTold(1)
  expect(told).toMatchObject({ route: '/api/events', status: 200, isCut: false })
  expect(reply.headers.get('x-request-id')).toBe(told?.requestId)
  stop.abort()
})

test('a file that fails on its way is cut and told once, and nothing goes to the console', async () => {
  const said = ['error', 'info', 'warn', 'log'] as const
  const spies = said.map((name) => vi.spyOn(console, name))
  const { url, logged, untilTold } = await aServer({ failAt: 2, jobs: 250 })
  const reply = await fetch(`${url}/api/export?format=ndjson`)
  const requestId = reply.headers.get('x-request-id')
  await expect(reply.text()).rejects.toThrow()
  expect((await untilTold(1))[0]).toMatchObject({ status: 200, isCut: true, requestId })
  expect(logged).toEqual([[expect.any(AppError), expect.objectContaining({ requestId })]])
  for (const spy of spies) expect(spy).not.toHaveBeenCalled()
})

test('a client that goes away in the middle is told as cut', async () => {
  const { port, untilTold } = await aServer({ jobs: 4000 })
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET /api/export?format=ndjson HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  await once(socket, 'data')
  socket.destroy()
  expect((await untilTold(1))[0]).toMatchObject({ route: '/api/export', isCut: true })
})
