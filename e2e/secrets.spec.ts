import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import {
  aFolder,
  type Running,
  removeFolder,
  setFaults,
  startEmulator,
  startMain,
} from './servers.ts'

const canaries = ['LTAIcanaryKeyIdQ7Zx', 'canarySecretW3vPq9'] as const
const [keyId, secret] = canaries

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

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

function found(text: string | Buffer): string[] {
  return canaries.filter((canary) => text.includes(canary))
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

const everyFault = [
  'throttle',
  'error-500',
  'system-exception',
  'html',
  'cut-json',
  'reset',
  'security-token-expired',
  'access-denied',
  'next-token-expired',
  'lone-object',
  'unknown-status',
].map((kind) => ({ kind }))

test('neither key nor secret is in any answer, asset, log line or file', async ({ page }) => {
  test.setTimeout(150_000)
  const folder = aFolder()
  const emulator = await startEmulator('--access-key-id', keyId, '--access-key-secret', secret)
  const running: Running[] = [emulator]
  try {
    const main = await startMain(emulator, folder)
    running.push(main)
    await expect
      .poll(async () => (await answers(main.url)).includes('"jobId"'), { timeout: 20_000 })
      .toBe(true)
    const signature = await aResultSignature(main.url)
    expect(await answers(main.url)).not.toContain(signature)
    for (const fault of everyFault) {
      await setFaults(emulator.control, [fault])
      await new Promise((resolve) => setTimeout(resolve, 2500))
      expect(found(await answers(main.url)), fault.kind).toEqual([])
    }
    await page.goto(`${main.url}/jobs`)
    await expect(page.locator('tbody tr[aria-rowindex]').first()).toBeVisible()
    expect(found(await page.content())).toEqual([])

    // The gateway repeats the string to sign to whoever signs it wrongly: key id and all.
    await setFaults(emulator.control, [])
    const other = aFolder()
    const wrong = await startMain(emulator, other, {
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
    expect(found(main.output() + wrong.output())).toEqual([])
    const kept = [...files(folder), ...files(other), ...files(join(import.meta.dirname, '../dist'))]
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
