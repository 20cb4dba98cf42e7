import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Access } from '../access/access.ts'
import { createHttpServer } from '../access/http-server.ts'
import { createSystemClock } from '../clock.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { anAccess, writeHeaders } from '../testing/an-access.ts'
import { aSync } from '../testing/fake-sync.ts'
import { createApp } from './app.ts'
import { type ReaderOptions, readEvents } from './event-reader.ts'
import { createEventStream } from './event-stream.ts'

/** The real HTTP on loopback over an empty mirror, with sign-in. */
async function aServer(access: Access) {
  const clock = createSystemClock()
  const store = createSqliteStore({ folder: null, now: clock.wallMs })
  const parts = { store, sync: aSync(), logError: () => {} }
  const events = createEventStream({ ...parts, clock, random: () => 0.5 })
  const app = createApp({ ...parts, events, access, now: clock.wallMs, pagesFolder: '.' })
  const server = createHttpServer(app.fetch, access)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    events.close()
    server.closeAllConnections()
    server.close()
    await store.close()
  })
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const read = (options: ReaderOptions) => readEvents(`${origin}/api/events`, options)
  return { port, origin, events, read }
}

/** Resolves when it holds: whatever makes it hold comes with the next turns of the loop. */
async function eventually(holds: () => boolean) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}

test('a stream ends with the session that it was opened in, and no other with it', async () => {
  const access = anAccess({ kind: 'link' })
  const { origin, events, read } = await aServer(access)
  const signIn = async () => {
    const body = JSON.stringify({ token: access.newToken?.() })
    const launch = { method: 'POST', headers: writeHeaders, body }
    const reply = await fetch(`${origin}/api/session/launch`, launch)
    return { cookie: reply.headers.get('set-cookie')?.split(';', 1)[0] ?? '' }
  }
  const [mine, other] = [await signIn(), await signIn()]
  const open = async (headers: { cookie: string }) => {
    const reader = read({ headers })
    await reader.until(() => reader.named('sync').length === 1)
    return reader
  }
  const [ending, lasting] = [await open(mine), await open(other)]
  const end = { method: 'POST', headers: { ...mine, ...writeHeaders } }
  expect((await fetch(`${origin}/api/session/end`, end)).status).toBe(200)
  await ending.until(() => ending.isOver())
  await eventually(() => events.clientCount() === 1)
  expect(lasting.isOver()).toBe(false)
  expect((await fetch(`${origin}/api/events`, { headers: mine })).status).toBe(401)
})

test('one viewer has a hundred streams and no more, until one ends', async () => {
  const access = anAccess({ kind: 'proxy', proxies: ['127.0.0.1'] })
  const { port, origin, events } = await aServer(access)
  const sockets = Array.from({ length: 100 }, () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    const head = `Host: 127.0.0.1:${port}\r\nX-Forwarded-User: alice`
    socket.write(`GET /api/events HTTP/1.1\r\n${head}\r\n\r\n`)
    socket.resume()
    return socket
  })
  await eventually(() => events.clientCount() === 100)
  const ask = (user: string) =>
    fetch(`${origin}/api/events`, { headers: { 'x-forwarded-user': user } })
  expect((await ask('alice')).status).toBe(429)
  const bob = await ask('bob')
  expect(bob.status).toBe(200)
  await bob.body?.cancel()
  sockets.pop()?.destroy()
  await eventually(() => events.clientCount() === 99)
  const again = await ask('alice')
  expect(again.status).toBe(200)
  await again.body?.cancel()
  for (const socket of sockets) socket.destroy()
})
