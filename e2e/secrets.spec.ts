import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { canaries, found } from './canaries.ts'
import { everyFault, expectLoud, loud, strike } from './every-fault.ts'
import {
  aFolder,
  filesOf,
  type Running,
  removeFolder,
  setFaults,
  startConfigured,
  startEmulator,
  startMain,
} from './servers.ts'

const [keyId, secret, otherId, otherSecret, otherToken] = canaries

/** Every answer as it came, head and body. */
async function answers(url: string): Promise<string> {
  const paths = [
    '/',
    '/jobs',
    '/nowhere',
    '/healthz',
    '/readyz',
    '/api/jobs',
    '/api/facets',
    '/api/sync',
    '/api/connections',
    '/api/session',
    '/api/audit',
    '/api/export?format=ndjson&status=running',
    '/api/export?format=csv&accounts=full&status=running',
    '/metrics',
  ]
  const odd = [
    '/api/jobs/UbmsNobodyKnowsThisJob010001',
    '/api/jobs?status=9',
    '/api/nothing',
    `/api/jobs/${keyId.slice(0, 3)}`,
  ]
  const texts = await Promise.all(
    [...paths, ...odd].map(async (path) => {
      const reply = await fetch(url + path)
      return `${reply.status} ${JSON.stringify([...reply.headers])} ${await reply.text()}`
    }),
  )
  return texts.join('\n')
}

/** The secret part of a link to the result of some job that has ended, as far as no one encodes it. */
async function aResultSignature(url: string): Promise<string> {
  const list = await fetch(`${url}/api/jobs?status=completed&pageSize=1`)
  const { jobs } = (await list.json()) as { jobs: { jobId: string }[] }
  const reply = await fetch(`${url}/api/jobs/${encodeURIComponent(jobs[0]?.jobId ?? '')}/result`)
  const { url: link } = (await reply.json()) as { url: string }
  const signature = new URL(link).searchParams.get('Signature') ?? ''
  const plain = signature.split(/\W/).sort((a, b) => b.length - a.length)[0] ?? ''
  expect(plain.length).toBeGreaterThan(5)
  return plain
}

test('neither key nor secret is in any answer, asset, log line or file', async ({ page }) => {
  test.setTimeout(240_000)
  const folder = aFolder()
  const emulator = await startEmulator('--access-key-id', keyId, '--access-key-secret', secret)
  const running: Running[] = [emulator]
  try {
    const main = await startMain(emulator, folder, loud)
    running.push(main)
    await expect
      .poll(async () => (await answers(main.url)).includes('"jobId"'), { timeout: 20_000 })
      .toBe(true)
    const signature = await aResultSignature(main.url)
    expect(await answers(main.url)).not.toContain(signature)
    for (const fault of everyFault) {
      const told = await strike({ main, controls: [emulator.control] }, fault, [''])
      expect(found(told + (await answers(main.url))), fault.kind).toEqual([])
    }
    await page.goto(`${main.url}/jobs`)
    await expect(page.locator('tbody tr[aria-rowindex]').first()).toBeVisible()
    expect(found(await page.content())).toEqual([])

    // The gateway repeats the string to sign to whoever signs it wrongly: key id and all.
    await setFaults(emulator.control, [])
    const other = aFolder()
    const wrong = await startMain(emulator, other, {
      ...loud,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${secret}x`,
    })
    running.push(wrong)
    await expect
      .poll(async () => (await answers(wrong.url)).includes('SignatureDoesNotMatch'), {
        timeout: 20_000,
      })
      .toBe(true)
    expect(found(await answers(wrong.url))).toEqual([])

    for (const { stop } of running) await stop()
    expectLoud(main.output())
    expect(found(main.output() + wrong.output())).toEqual([])
    const kept = [
      ...filesOf(folder),
      ...filesOf(other),
      ...filesOf(join(import.meta.dirname, '../dist')),
    ]
    for (const part of ['mirror.db', 'history.db', 'backups', 'index.html']) {
      expect(
        kept.filter((path) => path.includes(part)),
        part,
      ).not.toEqual([])
    }
    expect(main.output()).not.toContain(signature)
    for (const path of kept) {
      const content = readFileSync(path)
      expect(found(content), path).toEqual([])
      expect(content.includes(signature), path).toBe(false)
    }
    removeFolder(other)
  } finally {
    for (const { stop } of running) await stop()
    removeFolder(folder)
  }
})

test('of two connections neither key is anywhere, with every fault and every log line', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const folder = aFolder()
  const one = await startEmulator('--access-key-id', keyId, '--access-key-secret', secret)
  const running: Running[] = [one]
  try {
    const key = ['--access-key-id', otherId, '--access-key-secret', otherSecret]
    const other = await startEmulator('--seed', '3', ...key, '--security-token', otherToken)
    running.push(other)
    writeFileSync(
      join(folder, 'keys.json'),
      JSON.stringify({
        accessKeyId: otherId,
        accessKeySecret: otherSecret,
        securityToken: otherToken,
      }),
      { mode: 0o644 },
    )
    const region = 'cn-shanghai'
    const config = {
      connections: [
        { name: 'one', region, endpoint: one.url, credentials: inEnvironment },
        {
          name: 'other',
          region,
          endpoint: other.url,
          credentials: { from: 'keys-file', path: '../keys.json' },
        },
      ],
    }
    const home = join(folder, 'home')
    mkdirSync(home)
    const main = await startConfigured(config, home, {
      ONE_ID: keyId,
      ONE_SECRET: secret,
      ...loud,
    })
    running.push(main)
    const seen: string[] = []
    page.on('response', async (response) => {
      const head = JSON.stringify(await response.allHeaders().catch(() => ({})))
      seen.push(`${response.url()} ${head} ${await response.text().catch(() => '')}`)
    })
    page.on('request', (request) => seen.push(`${request.url()} ${request.postData() ?? ''}`))
    await expect
      .poll(async () => (await answers(main.url)).includes('"connection":"other"'), {
        timeout: 20_000,
      })
      .toBe(true)
    await page.goto(`${main.url}/connections`)
    await expect(page.getByRole('region', { name: 'other', exact: true })).toContainText(
      'Temporary (STS)',
    )
    for (const fault of everyFault) {
      const struck = { main, controls: [one.control, other.control] }
      const told = await strike(struck, fault, ['one', 'other'])
      expect(found(told + (await answers(main.url))), fault.kind).toEqual([])
    }
    // Keys that are refused: the gateway repeats what was signed.
    const stranger = { accessKeyId: 'LTAIstrangerKey', accessKeySecret: 'stranger' }
    for (const { control } of [one, other]) {
      await setFaults(control, [])
      const reply = await fetch(`${control}/keys`, {
        method: 'PUT',
        body: JSON.stringify(stranger),
      })
      expect(reply.status).toBe(200)
    }
    await expect
      .poll(async () => (await answers(main.url)).includes('InvalidAccessKeyId.NotFound'), {
        timeout: 20_000,
      })
      .toBe(true)
    await page.goto(`${main.url}/jobs`)
    await expect(page.locator('tbody tr[aria-rowindex]').first()).toBeVisible()
    expect(found((await answers(main.url)) + (await page.content()))).toEqual([])
    expect(found(JSON.stringify(await page.evaluate(() => ({ ...localStorage }))))).toEqual([])
    for (const { stop } of running) await stop()
    expect(seen.length).toBeGreaterThan(10)
    expect(found(seen.join('\n'))).toEqual([])
    expectLoud(main.output())
    expect(main.output()).toContain('may be read by others')
    expect(found(main.output())).toEqual([])
    const kept = filesOf(home)
    expect(kept.some((path) => path.endsWith('mirror.db'))).toBe(true)
    for (const path of kept) expect(found(readFileSync(path)), path).toEqual([])
  } finally {
    for (const { stop } of running) await stop()
    removeFolder(folder)
  }
})

const inEnvironment = {
  from: 'environment',
  accessKeyIdVariable: 'ONE_ID',
  accessKeySecretVariable: 'ONE_SECRET',
}
