import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { toErrorReply } from '../api/error-reply.ts'
import { anAccess, writeHeaders } from '../testing/an-access.ts'
import type { AccessParts } from './access.ts'
import { limitBody } from './gate.ts'
import { createHttpServer } from './http-server.ts'
import { sessionRoutes } from './session-routes.ts'
import type { AccessEnv } from './sign-in.ts'
import { withStrictHeaders } from './strict-headers.ts'

const mib = 1024 * 1024
/** More than the system takes for a client that reads nothing. */
const long = new Uint8Array(64 * mib)

/** The gate over a house of a few rooms, on a real port. */
async function aServer(overrides: Partial<AccessParts> = {}) {
  const access = anAccess(overrides)
  const app = new Hono<AccessEnv>()
    .use(withStrictHeaders(access.headers))
    .use(access.gate)
    .use(limitBody())
    .route('/api', sessionRoutes(access.signIn))
    .get('/api/jobs', (c) => c.json({ secret: 'canary' }))
    .get('/api/long', (c) => c.body(long))
    .get('/api/slow', async (c) => {
      await sleep(1500)
      return c.json({ secret: 'canary' })
    })
    .post('/api/echo', async (c) => c.text(await c.req.text()))
    .onError((error, c) => {
      const { status, body } = toErrorReply(error)
      return c.json(body, status, access.headers)
    })
  const server = createHttpServer(app.fetch, access.headers)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`

  /** What comes back for these very bytes. */
  async function raw(bytes: string): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes, 'latin1')
    return text(socket)
  }
  return { access, port, origin, raw, server }
}

test.each([
  ['no host', '', 403],
  ['an empty one', 'Host:\r\n', 403],
  ['a foreign one', 'Host: evil.test\r\n', 403],
  ['one that is no host', 'Host: a b/c?\r\n', 403],
  ['two', 'Host: 127.0.0.1:PORT\r\nHost: evil.test\r\n', 403],
  ['ours twice', 'Host: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT\r\n', 403],
  ['ours', 'Host: 127.0.0.1:PORT\r\n', 200],
  ['ours by name', 'Host: LocalHost:PORT\r\n', 200],
])('over a socket, %s', async (_, hosts, status) => {
  const { raw, port } = await aServer()
  const head = hosts.replaceAll('PORT', String(port))
  const reply = await raw(`GET /api/jobs HTTP/1.1\r\n${head}Connection: close\r\n\r\n`)
  expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(reply).toContain("default-src 'none'")
  expect(reply.includes('canary')).toBe(status === 200)
  if (status === 403) expect(reply).toContain('{"error":{"code":"forbidden"')
})

test.each([
  ['a target with a backslash', 'GET /api\\jobs HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n', 400],
  [
    'another server’s address',
    'GET http://evil.test/api/jobs HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n',
    400,
  ],
  ['no path', 'OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n', 400],
  ['no HTTP', 'HELLO\r\n', 400],
  ['a header line folded', 'GET /api/jobs HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: a\r\n b\r\n', 400],
  [
    'two lengths',
    'POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n',
    400,
  ],
  [
    'a length and chunks',
    'POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n',
    400,
  ],
  [
    'chunks by another name',
    'POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: xchunked\r\n',
    400,
  ],
  [
    'an endless header',
    `GET /api/jobs HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: ${'a'.repeat(17_000)}\r\n`,
    431,
  ],
])('%s is refused in the words of every failure, as strictly', async (_, head, status) => {
  const { raw, port } = await aServer()
  const reply = await raw(`${head.replaceAll('PORT', String(port))}Connection: close\r\n\r\n`)
  expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(reply).toContain('{"error":{"code":"')
  expect(reply).toContain("default-src 'none'")
  expect(reply).not.toContain('canary')
})

test('a body is taken up to 64 KiB, told or not', async () => {
  const { origin } = await aServer()
  const send = (body: BodyInit) =>
    fetch(`${origin}/api/echo`, {
      method: 'POST',
      headers: writeHeaders,
      body,
      duplex: 'half',
    } as RequestInit)
  const stream = (size: number) =>
    new Blob(['x'.repeat(size)]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>
  expect((await (await send('x'.repeat(65_536))).text()).length).toBe(65_536)
  expect((await send('x'.repeat(65_537))).status).toBe(413)
  expect((await (await send(stream(65_536))).text()).length).toBe(65_536)
  expect((await send(stream(65_537))).status).toBe(413)
})

test('clients that take nothing of their reply are cut; others, and a slow reply, are not', async () => {
  const { port, origin } = await aServer({ slowReadMs: 1000 })
  const deaf = Array.from({ length: 40 }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {}).pause()
    socket.write(`GET /api/long HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
    return socket
  })
  const patient = fetch(`${origin}/api/slow`)
  // One that takes a little now and then is slow, not dead.
  const slow = connect(port, '127.0.0.1').on('error', () => {})
  let taken = 0
  slow.on('data', (bytes) => {
    taken += bytes.length
    slow.pause()
    setTimeout(() => slow.resume(), 4)
  })
  slow.write(`GET /api/long HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  expect(await (await patient).json()).toEqual({ secret: 'canary' })
  await sleep(1500)
  expect([slow.closed, taken > mib]).toEqual([false, true])
  slow.destroy()
  const ends = deaf.map((socket) => {
    socket.resume()
    return once(socket, 'close')
  })
  await Promise.all(ends)
  expect(deaf.every(({ bytesRead }) => bytesRead < 64 * mib)).toBe(true)
})

test('a launch link signs one browser in, once, by a cookie that no script reads', async () => {
  const { access, origin, port } = await aServer({ kind: 'link' })
  const launch = (token: unknown) =>
    fetch(`${origin}/api/session/launch`, {
      method: 'POST',
      headers: writeHeaders,
      body: JSON.stringify({ token }),
    })
  const token = access.newToken?.() ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const closed = await fetch(`${origin}/api/jobs`)
  expect([closed.status, closed.headers.get('www-authenticate')]).toEqual([
    401,
    'Waybill realm="link"',
  ])
  expect((await launch(`${token}x`)).status).toBe(401)
  expect((await launch(7)).status).toBe(400)
  const good = await launch(token)
  const cookie = good.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(
    new RegExp(`^waybill-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  )
  expect((await launch(token)).status).toBe(401)
  const mine = { headers: { cookie: cookie.split(';', 1)[0] ?? '' } }
  expect(await (await fetch(`${origin}/api/session`, mine)).json()).toEqual({
    viewer: { id: 'local', name: 'local', role: 'admin', groups: [] },
    signIn: 'link',
    canEnd: true,
  })
  access.newToken?.()
  expect((await fetch(`${origin}/api/jobs`, mine)).status).toBe(200)
  const end = { method: 'POST', headers: { ...mine.headers, ...writeHeaders } }
  expect((await fetch(`${origin}/api/session/end`, end)).status).toBe(200)
  expect((await fetch(`${origin}/api/jobs`, mine)).status).toBe(401)
})

test('the eleventh wrong link within a minute is not even looked at', async () => {
  const { access, origin } = await aServer({ kind: 'link' })
  const token = access.newToken?.() ?? ''
  const launch = async (given: string) => {
    const body = JSON.stringify({ token: given })
    const reply = await fetch(`${origin}/api/session/launch`, {
      method: 'POST',
      headers: writeHeaders,
      body,
    })
    return reply.status
  }
  for (let count = 0; count < 10; count++) expect(await launch('wrong')).toBe(401)
  expect([await launch('wrong'), await launch(token)]).toEqual([429, 429])
})

test('by https, the cookie is for this host and https alone', async () => {
  const publicUrl = new URL('https://tools.example.com')
  const { access, raw } = await aServer({ kind: 'link', publicUrl })
  const body = JSON.stringify({ token: access.newToken?.() })
  const head = `Host: tools.example.com\r\nX-Waybill: 1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  const reply = await raw(
    `POST /api/session/launch HTTP/1.1\r\n${head}\r\nConnection: close\r\n\r\n${body}`,
  )
  expect(reply).toMatch(
    /set-cookie: __Host-waybill=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict\r/i,
  )
  expect(reply).toContain('strict-transport-security: max-age=31536000\r')
})
