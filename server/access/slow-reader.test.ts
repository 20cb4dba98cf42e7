import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { aGatedServer, mib } from '../testing/a-gated-server.ts'

const slowReadMs = 600

/** Asks for these, all at once, and reads nothing; `readEveryMs`: but for one piece at a time. */
function aSlowClient(port: number, paths: readonly string[], readEveryMs?: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  socket.pause()
  if (readEveryMs !== undefined) {
    socket.on('data', () => socket.pause())
    socket.pause()
    const timer = setInterval(() => socket.resume(), readEveryMs)
    socket.once('close', () => clearInterval(timer))
  }
  socket.write(heads(port, paths))
  onTestFinished(() => void socket.destroy())
  return socket
}

function heads(port: number, paths: readonly string[]): string {
  return paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`).join('')
}

/** How many connections the server has, whatever the clients think. */
const openAt = (server: Server) => promisify(server.getConnections.bind(server))()

test.each([
  ['one long reply', ['/api/long']],
  ['a long one behind others', ['/api/jobs', '/api/jobs', '/api/long', '/api/jobs']],
  ['one that is made as it is read', ['/api/endless']],
])('who asks for %s and reads nothing is cut in time', async (_, paths) => {
  const { port, server } = await aGatedServer({ slowReadMs })
  const sockets = Array.from({ length: 20 }, () => aSlowClient(port, paths))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  await expect.poll(() => openAt(server)).toBe(20)
  const startedMs = performance.now()
  await expect.poll(() => openAt(server), { timeout: 5000, interval: 20 }).toBe(0)
  const ms = performance.now() - startedMs
  expect(ms).toBeGreaterThan(slowReadMs / 2)
  expect(ms).toBeLessThan(slowReadMs * 3)
})

test('so is who lets refusals pile up', async () => {
  const { port, server, begun } = await aGatedServer({ slowReadMs, kind: 'link' })
  const socket = aSlowClient(port, [])
  let asked = 0
  // As many at once as may wait, until what they are told fills the system's buffers.
  while (begun.length === asked) {
    asked += 16
    socket.write(heads(port, Array<string>(16).fill('/api/jobs')))
    for (let turn = 0; turn < 200 && begun.length < asked; turn += 1) await sleep(1)
  }
  expect(asked).toBeGreaterThan(100)
  await expect.poll(() => openAt(server), { timeout: 5000, interval: 20 }).toBe(0)
})

test('and who takes a little now and then, but not who is only slow, nor who waits for us', async () => {
  const { port, server, origin } = await aGatedServer({ slowReadMs })
  const waiting = fetch(`${origin}/api/slow`)
  const slow = aSlowClient(port, ['/api/long'], 4)
  const dribbling = aSlowClient(port, ['/api/long'], 200)
  const cut = new Promise((resolve) => dribbling.once('close', resolve))
  expect(await (await waiting).json()).toEqual({ secret: 'canary' })
  await cut
  expect(dribbling.bytesRead).toBeGreaterThan(0)
  expect(dribbling.bytesRead).toBeLessThan(10 * mib)
  expect(slow.bytesRead).toBeGreaterThan(mib)
  expect(slow.closed).toBe(false)
  slow.destroy()
  await expect.poll(() => openAt(server), { timeout: 10_000 }).toBe(0)
})

test('a reply that the system takes whole costs nothing, and its line ends as an idle one', async () => {
  const { port, server } = await aGatedServer({ slowReadMs })
  const socket = aSlowClient(port, ['/api/jobs', '/api/jobs'])
  await once(socket, 'connect')
  await expect.poll(() => openAt(server)).toBe(1)
  const startedMs = performance.now()
  await expect.poll(() => openAt(server), { timeout: 10_000, interval: 100 }).toBe(0)
  const ms = performance.now() - startedMs
  expect(ms).toBeGreaterThan(4000)
  expect(ms).toBeLessThan(8000)
}, 12_000)
