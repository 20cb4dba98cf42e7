import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aGatedServer } from '../testing/a-gated-server.ts'
import { writeHeaders } from '../testing/an-access.ts'

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
  const { raw, port } = await aGatedServer()
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
  const { raw, port } = await aGatedServer()
  const reply = await raw(`${head.replaceAll('PORT', String(port))}Connection: close\r\n\r\n`)
  expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(reply).toContain('{"error":{"code":"')
  expect(reply).toContain("default-src 'none'")
  expect(reply).not.toContain('canary')
})

test('a body is taken up to 64 KiB, told or not', async () => {
  const { origin } = await aGatedServer()
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

test('of one address no more than so many wait to be let in: the oldest go', async () => {
  const { port, origin } = await aGatedServer({ kind: 'link', mostStrangers: 100 })
  let cut = 0
  const open = async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    socket.resume().once('close', () => {
      cut += 1
    })
    return socket
  }
  const sockets = []
  for (let count = 0; count < 108; count += 1) sockets.push(await open())
  await expect.poll(() => cut).toBe(8)
  expect(sockets.slice(0, 8).every(({ closed }) => closed)).toBe(true)
  expect((await fetch(`${origin}/api/jobs`)).status).toBe(401)
  for (const socket of sockets) socket.destroy()
})

test('what is sent ahead is begun in its turn, and answered in order', async () => {
  const { raw, port, begun } = await aGatedServer()
  const head = (path: string, end = '') =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${end}\r\n`
  const reply = raw(
    head('/api/slow') + head('/api/jobs') + head('/api/session', 'Connection: close\r\n'),
  )
  await sleep(1000)
  expect(begun).toEqual(['/api/slow'])
  expect((await reply).match(/HTTP\/1.1 200|"secret"|"viewer"/g)).toEqual([
    'HTTP/1.1 200',
    '"secret"',
    'HTTP/1.1 200',
    '"secret"',
    'HTTP/1.1 200',
    '"viewer"',
  ])
  expect(begun).toEqual(['/api/slow', '/api/jobs', '/api/session'])
})

test('who sends a great many ahead is cut', async () => {
  const { raw, port, begun } = await aGatedServer()
  const many = `GET /api/slow HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`.repeat(100)
  expect(await raw(many).catch(() => '')).toBe('')
  expect(begun).toEqual(['/api/slow'])
})
