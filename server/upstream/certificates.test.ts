import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { Pool } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { createUpstream, type UpstreamOptions } from './client.ts'
import { createCredentials } from './open-credentials.ts'
import { canaryKey, failureOf, onePage } from './set-up-client.ts'

/** Made for these tests, with a key that protects nothing. */
const certificates = JSON.parse(
  readFileSync(join(import.meta.dirname, 'samples/certificates.json'), 'utf8'),
) as Record<'key' | 'authority' | 'good' | 'selfSigned' | 'expired' | 'wrongName', string>

async function listen(server: Server) {
  const seen = { connections: 0, requests: 0 }
  server.on('connection', () => {
    seen.connections += 1
  })
  server.on('request', () => {
    seen.requests += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve))
  })
  return { seen, port: (server.address() as AddressInfo).port }
}

function aClient(endpoint: URL, options: Partial<UpstreamOptions> = {}) {
  const credentials = createCredentials(canaryKey)
  const client = createUpstream({
    endpoint,
    iotInstanceId: null,
    credentials,
    slots: 4,
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}

/** A server with that certificate, and a client that trusts the tests' authority. */
async function setUp(name: keyof typeof certificates) {
  const options = { key: certificates.key, cert: certificates[name] }
  const server = createServer(options, (_, response) => response.end(JSON.stringify(onePage)))
  const { seen, port } = await listen(server)
  const endpoint = new URL(`https://127.0.0.1:${port}`)
  const dispatcher = new Pool(endpoint.origin, { connect: { ca: certificates.authority } })
  onTestFinished(() => dispatcher.destroy())
  return { seen, client: aClient(endpoint, { dispatcher }) }
}

test('a certificate that is in order is taken', async () => {
  const { client, seen } = await setUp('good')
  await client.listJobs({}, { size: 1 }, { purpose: 'person' })
  expect(seen.requests).toBe(1)
})

test.each([
  ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrongName', 'ERR_TLS_CERT_ALTNAME_INVALID'],
] as const)(
  'an upstream whose certificate is %s is told as one, and asked once',
  async (name, code) => {
    const { client, seen } = await setUp(name)
    const error = await failureOf(client)
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(error.message).toMatch(`is not trusted (${code})`)
    // Nothing was sent, and nothing is tried again by itself.
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(seen).toEqual({ connections: 1, requests: 0 })
  },
)

test('an authority of a stranger is not trusted without being told so', async () => {
  const options = { key: certificates.key, cert: certificates.good }
  const { seen, port } = await listen(createServer(options))
  const error = await failureOf(aClient(new URL(`https://127.0.0.1:${port}`)))
  expect(error.message).toContain('is not trusted')
  expect(seen).toEqual({ connections: 1, requests: 0 })
})

test.each([301, 302, 303, 307, 308])('a redirect (%i) leads nowhere', async (status) => {
  const target = await listen(createHttp())
  const location = `http://127.0.0.1:${target.port}/latest/meta-data/`
  const gateway = await listen(
    createHttp((_, response) => response.writeHead(status, { location }).end()),
  )
  const error = await failureOf(aClient(new URL(`http://127.0.0.1:${gateway.port}`)))
  expect(error.code).toBe('unreadable-reply')
  expect(gateway.seen.requests).toBe(1)
  expect(target.seen.connections).toBe(0)
})
