import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createProviderFetch } from './provider-fetch.ts'

async function ask(answer: (request: IncomingMessage, reply: ServerResponse) => void) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sender = createProviderFetch()
  onTestFinished(async () => {
    await sender.close()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const options = {
    method: 'GET' as const,
    headers: {},
    body: undefined,
    redirect: 'manual' as const,
  }
  return sender.fetch(`http://127.0.0.1:${port}/`, options)
}

test('an answer is asked for unpacked, and one that is packed all the same is none', async () => {
  let asked: string | undefined
  const reply = await ask(({ headers }, answer) => {
    asked = headers['accept-encoding']
    answer.end('{}')
  })
  expect([asked, await reply.text()]).toEqual(['identity', '{}'])
  const packed = ask((_, answer) => {
    answer.setHeader('content-encoding', 'gzip')
    answer.end(gzipSync('{}'))
  })
  await expect(packed).rejects.toMatchObject({ detail: 'packed_answer' })
})

test('more than a megabyte is no answer', async () => {
  await expect(ask((_, answer) => answer.end('x'.repeat(1024 * 1024 + 1)))).rejects.toThrow()
})
