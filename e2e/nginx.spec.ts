import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emulatedWorld } from './emulated-world.ts'
import { openEvents } from './event-stream.ts'
import { drawnIds, expect, expectMode, rows, test } from './fixtures.ts'
import { findNginx, freePort, startNginx } from './nginx.ts'
import { logIn, startOidcHouse } from './oidc-house.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

const folder = aFolder()
let emulator: RunningEmulator
let main: Running
let nginx: { stop: () => Promise<void> }
/** Where people open it. */
let url = ''

test.beforeAll(async () => {
  test.setTimeout(300_000)
  findNginx()
  emulator = await startEmulator('--frozen', '--jobs', '450')
  const port = await freePort()
  url = `http://127.0.0.1:${port}/waybill`
  main = await startMain(emulator, join(folder, 'data'), { WAYBILL_PUBLIC_URL: url })
  nginx = await startNginx(join(folder, 'nginx'), port, new URL(main.url).port)
  const jobCount = async () => {
    const reply = await fetch(`${url}/api/jobs?pageSize=1`).catch(() => null)
    return reply?.ok ? ((await reply.json()) as { jobCount: number }).jobCount : 0
  }
  await expect.poll(jobCount, { timeout: 30_000 }).toBe(450)
})

test.afterAll(async () => {
  await nginx?.stop()
  await Promise.all([main?.stop(), emulator?.stop()])
  removeFolder(folder)
})

test('below a sub path: the list from a deep link, its links, and a change that comes live', async ({
  page,
}) => {
  const outside: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) outside.push(request.url())
  })
  await page.goto(`${url}/jobs?status=running&status=initializing`)
  await expect(rows(page).first()).toBeVisible()
  await expectMode(page, 'stream')
  const hrefs = await page
    .locator('tbody tr[aria-rowindex] a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(hrefs.every((href) => href?.startsWith('/waybill/jobs?'))).toBe(true)
  const { jobId } = await emulatedWorld(emulator.control).create({ createdAt: Date.now() })
  await page.getByRole('button', { name: /1 new/ }).click()
  await expect(page.getByRole('link', { name: jobId, exact: true })).toBeVisible()

  const [first = ''] = await drawnIds(page)
  await page.goto(`${url}/jobs/${encodeURIComponent(first)}?tab=received`)
  await expect(page.getByRole('main')).toContainText(first)
  await page.goto(url)
  await expect(page).toHaveURL(`${url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  expect(outside.filter((address) => address !== url)).toEqual([])
})

test('events go out as they come, and a file is whole', async () => {
  const stream = await openEvents(url)
  await stream.first(({ event }) => event === 'ready', 2000)
  const { jobId } = await emulatedWorld(emulator.control).create({ createdAt: Date.now() })
  await stream.first(({ event, data }) => event === 'jobs' && data.includes(jobId), 5000)
  stream.close()
  const file = await (await fetch(`${url}/api/export?format=ndjson`)).text()
  const last = JSON.parse(file.trimEnd().split('\n').at(-1) ?? '')
  expect(last).toEqual({ end: { jobs: file.trimEnd().split('\n').length - 2, complete: true } })
})

test('what is for this machine alone stays here', async () => {
  expect((await fetch(`${url}/metrics`)).status).toBe(404)
  expect((await fetch(`${main.url}/waybill/metrics`, { headers: { via: 'x' } })).status).toBe(404)
  const metrics = await (await fetch(`${main.url}/metrics`)).text()
  expect(metrics).toMatch(/waybill_upstream_calls_total\{[^}]*outcome="ok"\} [1-9]/)
  expect(metrics).toMatch(/waybill_mirror_jobs\{connection="[^"]+"\} 45\d/)
})

test('with sign-in by OpenID Connect: a deep link, the list, live updates and a whole file', async ({
  page,
}) => {
  const port = await freePort()
  const at = `http://127.0.0.1:${port}/waybill`
  const house = await startOidcHouse({ publicUrl: at, jobs: 60 })
  const front = await startNginx(join(folder, 'nginx-oidc'), port, String(house.port))
  const outside: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${at}/`)) outside.push(new URL(request.url()).origin)
  })
  const link = `${at}/jobs?status=running&status=initializing&sort=-deviceCount`
  await page.goto(link)
  await logIn(page, 'alice')
  await expect(page).toHaveURL(link)
  await expect(rows(page).first()).toBeVisible()
  expect(outside.filter((origin) => origin !== house.provider.issuer)).toEqual([])
  await expectMode(page, 'stream')
  const { jobId } = await emulatedWorld(house.emulator.control).create({ createdAt: Date.now() })
  await page.getByRole('button', { name: /1 new/ }).click()
  await expect(page.getByRole('link', { name: jobId, exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const ndjson = page.getByRole('dialog').getByRole('link', { name: /NDJSON/ })
  const [download] = await Promise.all([page.waitForEvent('download'), ndjson.click()])
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
  const last = JSON.parse(lines.at(-1) ?? '')
  expect(last).toEqual({ end: { jobs: lines.length - 2, complete: true } })

  const job = `${at}/jobs/${encodeURIComponent(jobId)}?tab=received`
  const other = await (await page.context().browser()?.newContext())?.newPage()
  if (!other) throw new Error('there is no other browser')
  await other.goto(job)
  await logIn(other, 'root')
  await expect(other).toHaveURL(job)
  await expect(other.getByRole('main')).toContainText(jobId)
  await other.goto(`${at}/connections`)
  await other.getByRole('button', { name: 'Sign out' }).click()
  await other.getByRole('button', { name: 'Leave' }).click()
  await expect(other).toHaveURL(`${at}/sign-in/ended`)
  await other.context().close()
  await front.stop()
  await house.stop()
})
