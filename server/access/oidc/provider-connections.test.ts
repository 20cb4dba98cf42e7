import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createProviderFetch } from './provider-fetch.ts'

test('however much is asked at once, the provider sees 64 connections, and everything is answered', async () => {
  let most = 0
  let open = 0
  const server = createServer((_, reply) => void setImmediate(() => reply.end('{}')))
  server.on('connection', (socket) => {
    open += 1
    most = Math.max(most, open)
    socket.on('close', () => {
      open -= 1
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { fetch, close } = createProviderFetch()
  onTestFinished(async () => {
    await close()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const asked = { method: 'GET', headers: {}, body: null, redirect: 'manual' as const }
  const replies = await Promise.all(
    Array.from({ length: 200 }, () => fetch(`http://127.0.0.1:${port}/`, asked)),
  )
  expect(replies.every(({ status }) => status === 200)).toBe(true)
  expect(most).toBe(64)
})
