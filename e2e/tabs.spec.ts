import type { BrowserContext, Page } from '@playwright/test'
import { emulatedWorld, statusWords } from './emulated-world.ts'
import { expect, notice, rowOf, rows, test } from './fixtures.ts'
import { isLong, tell } from './proof.ts'
import { type RunningProxy, startProxy } from './proxy.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

// Headless tabs all count as visible and draw at once: moving pictures would be all they do.
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } })

const folder = aFolder()
let emulator: RunningEmulator
let main: Running
let proxy: RunningProxy
let world: ReturnType<typeof emulatedWorld>
let jobIds: string[] = []

test.beforeAll(async () => {
  emulator = await startEmulator('--frozen', '--jobs', '60', '--latency', '80')
  world = emulatedWorld(emulator.control)
  for (let n = 0; n < 6; n += 1) {
    jobIds.push((await world.create({ createdAt: Date.now() + n })).jobId)
  }
  main = await startMain(emulator, folder)
  // Streams of a shared worker are no page's requests: they are counted on the way.
  proxy = await startProxy(main.url)
})

test.afterAll(async () => {
  await proxy?.stop()
  await Promise.all([main?.stop(), emulator?.stop()])
  removeFolder(folder)
  jobIds = []
})

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function openJobs(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${proxy.url}/jobs`)
  await expect(rowOf(page, jobIds[0] ?? '')).toBeVisible({ timeout: 40_000 })
  return page
}

/** Another status for a job, and how its row must read from now on. */
async function change(jobId: string): Promise<string> {
  const before = (await world.jobs()).find((job) => job.jobId === jobId)?.status ?? 0
  const status = before === 1 ? 0 : 1
  await world.advance(jobId, status)
  return statusWords[status]
}

async function expectWord(page: Page, jobId: string, word: string, timeout: number) {
  const cell = rowOf(page, jobId).getByRole('cell').first()
  await expect(cell).toHaveText(word, { timeout })
}

/** For how long the longest of a page's list requests waited for a connection, in ms. */
async function longestQueue(page: Page): Promise<number> {
  const waits = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/api/jobs'))
      .map((entry) => {
        const { requestStart, startTime } = entry as PerformanceResourceTiming
        return requestStart - startTime
      }),
  )
  return Math.max(...waits)
}

test('12 tabs hold one stream, all of them follow, and a closed leader is followed by another', async ({
  context,
}) => {
  test.setTimeout(240_000)
  const pages: Page[] = []
  for (let tab = 0; tab < 12; tab += 1) pages.push(await openJobs(context))
  await expect.poll(proxy.openStreams).toBe(1)
  const followAll = async () => {
    const jobId = jobIds[0] ?? ''
    const startMs = Date.now()
    const word = await change(jobId)
    await Promise.all(pages.map((page) => expectWord(page, jobId, word, 30_000)))
    return Date.now() - startMs
  }
  tell(`12 tabs show a change after ${await followAll()} ms`)
  await followAll()
  expect(proxy.openStreams()).toBe(1)
  expect(proxy.mostStreams()).toBe(1)
  // The oldest first: whoever leads, it is among them soon.
  for (let closed = 0; closed < 3; closed += 1) {
    await pages.shift()?.close()
    await expect.poll(proxy.openStreams).toBe(1)
    tell(`${pages.length} tabs, the oldest closed: a change after ${await followAll()} ms`)
    expect(proxy.openStreams()).toBe(1)
  }
  const queued = Math.max(...(await Promise.all(pages.map(longestQueue))))
  tell(`no list request waited longer than ${Math.round(queued)} ms for a connection`)
  expect(queued).toBeLessThanOrEqual(5000)
})

test('a frozen tab is right again soon after it wakes, without a reload', async ({ context }) => {
  const asleepMs = isLong ? 10 * 60_000 : 15_000
  test.setTimeout(asleepMs + 90_000)
  const page = await openJobs(context)
  await page.evaluate(() => Object.assign(window, { marker: 'the same page' }))
  const devtools = await context.newCDPSession(page)
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
  const wakeMs = Date.now() + asleepMs
  const words = new Map<string, string>()
  while (Date.now() < wakeMs) {
    const jobId = jobIds[words.size % jobIds.length] ?? ''
    words.delete(jobId)
    words.set(jobId, await change(jobId))
    await wait(asleepMs / 10)
  }
  // The last change has to reach the mirror before it can be asked of the page.
  await wait(3000)
  await devtools.send('Page.setWebLifecycleState', { state: 'active' })
  await page.bringToFront()
  const startMs = Date.now()
  for (const [jobId, word] of words) await expectWord(page, jobId, word, 10_000)
  tell(`awake after ${asleepMs / 1000} s: right again in ${Date.now() - startMs} ms`)
  expect(Date.now() - startMs).toBeLessThanOrEqual(10_000)
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe('the same page')
  const word = await change(jobIds[1] ?? '')
  await expectWord(page, jobIds[1] ?? '', word, 10_000)
})

test('offline it says so and keeps its rows; online again it is right soon', async ({
  context,
}) => {
  test.setTimeout(120_000)
  const page = await openJobs(context)
  await page.evaluate(() => Object.assign(window, { marker: 'the same page' }))
  const said = notice(page, 'lost our server')
  await expect(said).toBeHidden()
  // The browser's own switch stops new requests alone: the stream needs its cable pulled as well.
  proxy.stall(true)
  await context.setOffline(true)
  await expect(said).toBeVisible({ timeout: 20_000 })
  const words = new Map<string, string>()
  for (const jobId of jobIds.slice(0, 4)) words.set(jobId, await change(jobId))
  await wait(8000)
  await expect(said).toBeVisible()
  expect(await rows(page).count()).toBeGreaterThan(10)
  proxy.stall(false)
  await context.setOffline(false)
  const startMs = Date.now()
  for (const [jobId, word] of words) await expectWord(page, jobId, word, 10_000)
  await expect(said).toBeHidden()
  tell(`online again: right in ${Date.now() - startMs} ms`)
  expect(Date.now() - startMs).toBeLessThanOrEqual(10_000)
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe('the same page')
  const word = await change(jobIds[5] ?? '')
  await expectWord(page, jobIds[5] ?? '', word, 10_000)
  await expect.poll(proxy.openStreams).toBe(1)
})
