import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { readAuthorities, trustAlso } from './authorities.ts'
import { readConfig } from './config.ts'
import { createUpstream } from './upstream/client.ts'
import { createCredentials } from './upstream/open-credentials.ts'
import { canaryKey, failureOf, onePage } from './upstream/set-up-client.ts'

/** Made for tests, with a key that protects nothing. */
const certificates = JSON.parse(
  readFileSync(join(import.meta.dirname, 'upstream/samples/certificates.json'), 'utf8'),
) as Record<'key' | 'authority' | 'good' | 'wrongName', string>

function read(text: string) {
  const faults: string[] = []
  return { authorities: readAuthorities(' /etc/ca.pem ', () => text, faults), faults }
}

test('every certificate of the file is taken, whatever stands around them', () => {
  const { authority, good } = certificates
  const { authorities, faults } = read(`# ours\n${authority}\n\nsubject=x\n${good}`)
  expect(faults).toEqual([])
  expect(authorities.map((text) => text.trim())).toEqual([authority.trim(), good.trim()])
})

test.each([
  ['nothing', '', 'holds no certificate (PEM)'],
  ['no PEM', 'MIIB', 'holds no certificate (PEM)'],
  [
    'a second one that is broken',
    `${certificates.authority}\n-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----`,
    'is broken: its certificate 2 cannot be read',
  ],
  [
    'a key as well',
    `${certificates.authority}\n${certificates.key}`,
    'holds a private key: leave that out',
  ],
])('a file with %s is refused by name', (_, text, why) => {
  expect(read(text)).toEqual({ authorities: [], faults: [`WAYBILL_CA_FILE (/etc/ca.pem) ${why}`] })
})

test('a file that is not there is told at start, with every other fault', () => {
  expect(readConfig({ WAYBILL_CA_FILE: '/nowhere/ca.pem', PORT: 'x' })).toEqual({
    faults: [
      expect.stringMatching(/^PORT /),
      'WAYBILL_CA_FILE (/nowhere/ca.pem) cannot be read: ENOENT',
    ],
  })
})

async function aServer(cert: string) {
  const server = createServer({ key: certificates.key, cert }, (_, response) =>
    response.end(JSON.stringify(onePage)),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

function aClient(endpoint: URL) {
  const credentials = createCredentials(canaryKey)
  const client = createUpstream({ endpoint, iotInstanceId: null, credentials, slots: 4 })
  onTestFinished(() => client.close())
  return client
}

/** As Alibaba's library asks STS. */
async function statusOf(url: URL): Promise<number | string> {
  const request = get(url, { agent: false })
  const [answer] = await once(request, 'response').catch((error: { code: string }) => [error])
  return (answer as { statusCode?: number; code: string }).statusCode ?? answer.code
}

test('a company’s own authority is trusted when it is named, for names that it vouches for', async () => {
  const usual = getCACertificates('default')
  onTestFinished(() => setDefaultCACertificates(usual))
  const good = await aServer(certificates.good)
  const wrongName = await aServer(certificates.wrongName)
  const before = await failureOf(aClient(good))
  expect(before.message).toContain('is not trusted')
  expect(await statusOf(good)).toMatch(/UNABLE_TO|SELF_SIGNED/)

  trustAlso([certificates.authority])
  const page = await aClient(good).listJobs({}, { size: 1 }, { purpose: 'person' })
  expect(page.jobs).toHaveLength(1)
  expect(await statusOf(good)).toBe(200)
  expect((await failureOf(aClient(wrongName))).message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  const prints = (texts: readonly string[]) =>
    new Set(texts.map((text) => new X509Certificate(text).fingerprint256))
  expect(prints(getCACertificates('default'))).toEqual(prints([...usual, certificates.authority]))
})
