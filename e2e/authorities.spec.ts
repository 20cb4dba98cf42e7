import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { aFolder, launchMain, removeFolder, startEmulator, startMain } from './servers.ts'

const samples = join(import.meta.dirname, '../server/upstream/samples/certificates.json')

/** A company's proxy that looks into TLS: its own authority vouches for what it passes on. */
async function startInspector(target: string) {
  const { key, good } = JSON.parse(readFileSync(samples, 'utf8'))
  const server = createServer({ key, cert: good }, (asked, answer) => {
    const { method, headers, url } = asked
    const passed = request(target + url, { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

test('through a proxy that looks into TLS the jobs come once its authority is named, and only then', async () => {
  const folder = aFolder()
  const emulator = await startEmulator('--frozen', '--jobs', '20')
  const inspector = await startInspector(emulator.url)
  const file = join(folder, 'authority.pem')
  writeFileSync(file, JSON.parse(readFileSync(samples, 'utf8')).authority)
  const env = { WAYBILL_ENDPOINT: inspector.url }
  const [strict, trusting] = await Promise.all([
    startMain(emulator, join(folder, 'strict'), env),
    startMain(emulator, join(folder, 'trusting'), { ...env, WAYBILL_CA_FILE: file }),
  ])
  try {
    const read = async (url: string) => (await fetch(url)).text()
    await expect
      .poll(() => read(`${trusting.url}/api/jobs?pageSize=1`), { timeout: 20_000 })
      .toContain('"jobCount":20')
    await expect.poll(() => read(`${strict.url}/api/sync`)).toContain('is not trusted')
    expect(await read(`${strict.url}/api/jobs`)).toContain('"jobCount":0')
  } finally {
    inspector.stop()
    await Promise.all([strict.stop(), trusting.stop(), emulator.stop()])
    removeFolder(folder)
  }
})

test('verification cannot be turned off, nor a file of authorities be left out unseen', async () => {
  const folder = aFolder()
  const emulator = await startEmulator('--frozen', '--jobs', '1')
  const main = launchMain(emulator, folder, {
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    WAYBILL_CA_FILE: join(folder, 'nothing.pem'),
  })
  await expect.poll(main.isRunning).toBe(false)
  expect(main.output()).toContain('NODE_TLS_REJECT_UNAUTHORIZED must not be 0')
  expect(main.output()).toMatch(/WAYBILL_CA_FILE \(.*nothing\.pem\) cannot be read: ENOENT/)
  await emulator.stop()
  removeFolder(folder)
})
