import { createConnection } from 'node:net'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient } from './plain-client.ts'

vi.setConfig({ testTimeout: 30_000 })

const emulator = createEmulator({ jobs: 10, isRateLimited: false, frozen: true })
let gateway: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
})
afterAll(() => gateway.close())
afterEach(async () => {
  const { json } = await createPlainClient(gateway.url)('ListDeviceDistributeJob', { PageSize: 1 })
  expect(json).toMatchObject({ Success: true })
})

/** Sends bytes as they are and gives all that comes back. */
async function raw(bytes: string | Uint8Array): Promise<string> {
  const socket = createConnection({ port: gateway.port, host: '127.0.0.1' })
  let answer = ''
  for await (const chunk of socket.end(bytes)) answer += chunk
  return answer
}

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', /^HTTP\/1.1 400 /],
  [
    'a target that is no URL',
    'GET //[::%zz?%%=%&=&&a HTTP/1.1\r\nHost: x\r\n\r\n',
    /MissingAction/,
  ],
  ['an odd method', 'DELETE / HTTP/1.1\r\nHost: x\r\n\r\n', /UnsupportedHTTPMethod/],
  ['an odd file', 'GET /job-results/x?Signature=%ff HTTP/1.1\r\nHost: x\r\n\r\n', /SignatureDoes/],
  [
    'an upgrade',
    'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n',
    /Missing/,
  ],
  [
    'a cut body',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nAction=L',
    /^(HTTP.* 400 .*)?/,
  ],
])('survives %s', async (_, request, expected) => {
  expect(await raw(request)).toMatch(expected)
})

test('survives a body above its limit', async () => {
  const answer = await fetch(gateway.url, { method: 'POST', body: 'x'.repeat(1_000_001) })
  expect(answer.status).toBe(413)
})

test('survives a client that leaves before its answer', async () => {
  emulator.faults.set([{ kind: 'latency', ms: 100 }])
  const client = createPlainClient(gateway.url)
  const signal = AbortSignal.timeout(30)
  await expect(client('ListDeviceDistributeJob', {}, { signal })).rejects.toThrow('timeout')
  emulator.faults.clear()
})

test('survives any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await raw(bytes)
    }),
    { numRuns: 50 },
  )
})

test('answers any parameters with a code of the gateway or a success', async () => {
  const name = fc.constantFrom(
    'PageSize',
    'CurrentPage',
    'Status',
    'NextToken',
    'JobId',
    'TargetUid',
  )
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String))
  const client = createPlainClient(gateway.url)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('v1', 'v3'),
      fc.dictionary(name, value, { noNullPrototype: true }),
      async (scheme, params) => {
        const { status, json } = await client('ListDeviceDistributeJob', params, { scheme })
        expect([200, 400]).toContain(status)
        expect(json.Success ?? json.Code).not.toBe('InternalError')
        expect(json.Code).not.toBe('SignatureDoesNotMatch')
      },
    ),
    { numRuns: 60 },
  )
})
