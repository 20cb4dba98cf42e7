import type { Browser, BrowserContext, Page } from '@playwright/test'
import { emulatedWorld, statusWords } from './emulated-world.ts'
import { expect, expectMode, notice, rowOf, rows, statusOf, test } from './fixtures.ts'
import { isLong, tell } from './proof.ts'
import { type PassedRequest, type RunningProxy, startProxy } from './proxy.ts'
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
  await expectMode(page, 'stream')
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
  const cell = statusOf(page, jobId)
  await expect(cell).toHaveText(word, { timeout })
}

/** How long each answered list request of a page waited for a connection, in ms. */
function queueTimes(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => entry as PerformanceResourceTiming)
      // One that was given up never started.
      .filter(({ name, requestStart }) => name.includes('/api/jobs') && requestStart > 0)
      .map(({ requestStart, startTime }) => requestStart - startTime),
  )
}

const isOfSync = ({ path }: PassedRequest) => path.startsWith('/api/sync')
const isOfList = ({ path }: PassedRequest) => path.startsWith('/api/jobs?')

/** Requests of a kind that came through the proxy within so long. */
async function requestsWithin(ms: number, isMine: (request: PassedRequest) => boolean) {
  const fromMs = Date.now()
  await wait(ms)
  return proxy.requests().filter((request) => request.atMs >= fromMs && isMine(request)).length
}

/**
 * As when the lid of a laptop is closed: the processes of all pages stop, and the clock goes on.
 * (Chromium does not freeze a page that counts as visible, which headless ones do.) Gives what
 * wakes them.
 */
async function fallAsleep(browser: Browser): Promise<() => void> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  if (pages.length === 0) throw new Error('no page to put to sleep')
  for (const pid of pages) process.kill(pid, 'SIGSTOP')
  return () => {
    for (const pid of pages) process.kill(pid, 'SIGCONT')
  }
}

/** In the long form, by the clock: the machine is at rest. */
const soon = isLong ? 10_000 : 60_000

test('12 tabs hold one stream, all of them follow, and a closed leader is followed by another', async ({
  context,
}) => {
  test.setTimeout(480_000)
  const pages: Page[] = []
  for (let tab = 0; tab < 12; tab += 1) pages.push(await openJobs(context))
  await expect.poll(proxy.openStreams).toBe(1)
  const followAll = async () => {
    const jobId = jobIds[0] ?? ''
    const startMs = Date.now()
    const word = await change(jobId)
    await Promise.all(pages.map((page) => expectWord(page, jobId, word, soon)))
    return Date.now() - startMs
  }
  tell(`12 tabs show a change after ${await followAll()} ms`)
  await followAll()
  for (const page of pages) await expectMode(page, 'stream')
  expect(proxy.openStreams()).toBe(1)
  // Tabs without a stream would ask every 2 s, each of them.
  expect(await requestsWithin(5000, isOfSync)).toBeLessThan(pages.length)
  // The oldest first: whoever leads, it is among them soon.
  for (let closed = 0; closed < 3; closed += 1) {
    await pages.shift()?.close()
    await expect.poll(proxy.openStreams).toBe(1)
    tell(`${pages.length} tabs, the oldest closed: a change after ${await followAll()} ms`)
    expect(proxy.openStreams()).toBe(1)
  }
  expect(proxy.crowdings()).toBe(0)
  const queued = (await Promise.all(pages.map(queueTimes))).flat()
  expect(queued.length).toBeGreaterThanOrEqual(pages.length)
  const longest = Math.max(...queued)
  tell(`no list request waited longer than ${Math.round(longest)} ms for a connection`)
  if (isLong) expect(longest).toBeLessThanOrEqual(1000)
})

test('a tab whose machine slept is right again soon after it wakes, without a reload', async ({
  browser,
  context,
}) => {
  const asleepMs = isLong ? 10 * 60_000 : 15_000
  test.setTimeout(asleepMs + 300_000)
  const page = await openJobs(context)
  await page.evaluate(() => Object.assign(window, { marker: 'the same page' }))
  const words = new Map<string, string>()
  const wake = await fallAsleep(browser)
  try {
    await wait(2000)
    const sleptMs = Date.now()
    const wakeMs = sleptMs + asleepMs
    while (Date.now() < wakeMs) {
      const jobId = jobIds[words.size % jobIds.length] ?? ''
      words.delete(jobId)
      words.set(jobId, await change(jobId))
      await wait(asleepMs / 10)
    }
    // The last change has to reach the mirror before it can be asked of the page.
    await wait(3000)
    const asked = proxy.requests().filter(({ atMs }) => atMs >= sleptMs)
    expect(asked.filter(isOfList), 'what it asked in its sleep').toEqual([])
  } finally {
    wake()
  }
  const startMs = Date.now()
  for (const [jobId, word] of words) await expectWord(page, jobId, word, soon)
  tell(`awake after ${asleepMs / 1000} s: right again in ${Date.now() - startMs} ms`)
  if (isLong) expect(Date.now() - startMs).toBeLessThanOrEqual(3000)
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe('the same page')
  const word = await change(jobIds[1] ?? '')
  await expectWord(page, jobIds[1] ?? '', word, soon)
})

test('offline it says so and keeps its rows; online again it is right soon', async ({
  context,
}) => {
  test.setTimeout(300_000)
  const page = await openJobs(context)
  await page.evaluate(() => Object.assign(window, { marker: 'the same page' }))
  const said = notice(page, 'lost our server')
  await expect(said).toBeHidden()
  // The browser's own switch stops new requests alone: the stream needs its cable pulled as well.
  proxy.stall(true)
  await context.setOffline(true)
  await expect(said).toBeVisible({ timeout: soon * 2 })
  const words = new Map<string, string>()
  for (const jobId of jobIds.slice(0, 4)) words.set(jobId, await change(jobId))
  await wait(8000)
  await expect(said).toBeVisible()
  expect(await rows(page).count()).toBeGreaterThan(10)
  proxy.stall(false)
  await context.setOffline(false)
  const startMs = Date.now()
  for (const [jobId, word] of words) await expectWord(page, jobId, word, soon)
  await expect(said).toBeHidden({ timeout: soon })
  tell(`online again: right in ${Date.now() - startMs} ms`)
  if (isLong) expect(Date.now() - startMs).toBeLessThanOrEqual(10_000)
  expect(await page.evaluate(() => (window as { marker?: string }).marker)).toBe('the same page')
  const word = await change(jobIds[5] ?? '')
  await expectWord(page, jobIds[5] ?? '', word, soon)
  await expect.poll(proxy.openStreams).toBe(1)
})

test('a network that swallows every answer without a word is noticed, and got over', async ({
  context,
}) => {
  test.setTimeout(300_000)
  const page = await openJobs(context)
  const said = notice(page, 'lost our server')
  proxy.stall(true)
  const jobId = jobIds[2] ?? ''
  const word = await change(jobId)
  await expect(said).toBeVisible({ timeout: 120_000 })
  proxy.stall(false)
  await expectWord(page, jobId, word, soon)
  await expect(said).toBeHidden({ timeout: soon })
  await expectMode(page, 'stream')
})
