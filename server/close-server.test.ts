import { once } from 'node:events'
import { Agent, createServer, get, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { closeServer } from './close-server.ts'

async function aServer(listener: RequestListener) {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, port: (server.address() as AddressInfo).port }
}

async function timed(server: Server, giveUp = () => {}) {
  const startedMs = performance.now()
  await closeServer(server, giveUp)
  return performance.now() - startedMs
}

test('a connection that is kept for later does not hold up the end', async () => {
  const { server, port } = await aServer((_, reply) => reply.end('whole'))
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const [reply] = await once(get({ port, agent }), 'response')
  reply.resume()
  await once(reply, 'end')
  expect(await timed(server)).toBeLessThan(500)
})

test('a reply that has begun is whole, and its connection ends with it', async () => {
  const { server, port } = await aServer((_, reply) => {
    reply.write('begun, ')
    setTimeout(() => reply.end('and whole'), 700)
  })
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const [reply] = await once(get({ port, agent }), 'response')
  const closing = timed(server)
  expect((await reply.toArray()).join('')).toBe('begun, and whole')
  expect(await closing).toBeLessThan(1500)
})

test('what a reply waits for is given up after 3 s, so that it is still answered', async () => {
  let answer = () => {}
  const { server, port } = await aServer((_, reply) => {
    answer = () => reply.writeHead(502).end('we are stopping')
  })
  const asked = once(get({ port, agent: false }), 'response')
  await once(server, 'request')
  const closing = timed(server, () => answer())
  const [reply] = await asked
  expect(reply.statusCode).toBe(502)
  expect((await reply.toArray()).join('')).toBe('we are stopping')
  expect(await closing).toBeLessThan(3500)
})

test('a reply without an end is cut in time, and its reader can tell', async () => {
  const { server, port } = await aServer((_, reply) => {
    const writing = setInterval(() => reply.write('{"job":1}\n'), 20)
    reply.on('close', () => clearInterval(writing))
  })
  const [reply] = await once(get({ port, agent: false }), 'response')
  const read = reply.toArray()
  const tookMs = await timed(server)
  await expect(read).rejects.toThrow('aborted')
  expect(tookMs).toBeGreaterThan(3000)
  expect(tookMs).toBeLessThan(4500)
})

test('a request that comes on a kept connection while it ends is answered, and is the last', async () => {
  let isFirst = true
  const { server, port } = await aServer((_, reply) => {
    if (!isFirst) return void reply.end('second')
    isFirst = false
    setTimeout(() => reply.end('first'), 300)
  })
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(server, 'request')
  const closing = timed(server)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const text = (await socket.toArray()).join('')
  expect(text).toMatch(/first[\s\S]*connection: close[\s\S]*second$/i)
  expect(await closing).toBeLessThan(1500)
})
