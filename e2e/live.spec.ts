import type { Page } from '@playwright/test'
import { type EmulatedJob, emulatedWorld, statusWords } from './emulated-world.ts'
import { drawnIds, expect, expectMode, rowOf, rows, statusOf, test } from './fixtures.ts'
import { createRandom, isLong, percentile, tell } from './proof.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'
import { watchRows, watchWords } from './watch-rows.ts'

// A trace would copy the page at each of many changes.
test.use({ trace: 'off' })

const folder = aFolder()
let emulator: RunningEmulator
let main: Running
let world: ReturnType<typeof emulatedWorld>

test.beforeAll(async () => {
  emulator = await startEmulator('--frozen', '--jobs', '60', '--latency', '80')
  world = emulatedWorld(emulator.control)
  main = await startMain(emulator, folder)
})

test.afterAll(async () => {
  await Promise.all([main?.stop(), emulator?.stop()])
  removeFolder(folder)
})

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function createJobs(count: number): Promise<EmulatedJob[]> {
  const made: EmulatedJob[] = []
  // Apart in time, so that their order is theirs.
  for (let n = 0; n < count; n += 1) made.push(await world.create({ createdAt: Date.now() + n }))
  return made
}

/** Opens a list once the mirror is whole and has the newest job, and the page is live. */
async function openJobs(page: Page, path = '/jobs') {
  // By the list, not by its id: a job that is asked for alone is looked up alone.
  const newest = (await world.jobs()).slice(0, 100).map(({ jobId }) => jobId)
  const lacking = async () => {
    const reply = await fetch(`${main.url}/api/jobs?pageSize=200`)
    const { jobs } = (await reply.json()) as { jobs: { jobId: string }[] }
    const listed = new Set(jobs.map(({ jobId }) => jobId))
    return newest.filter((jobId) => !listed.has(jobId))
  }
  await expect.poll(lacking, { timeout: 20_000, intervals: [200] }).toEqual([])
  await page.goto(main.url + path)
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expectMode(page, 'stream')
}

/** Resolves once the wheel has come to rest. */
async function scrollRests(page: Page) {
  const top = () => page.locator('#jobs-table').evaluate(({ scrollTop }) => scrollTop)
  for (let before = -1, now = await top(); now === 0 || now !== before; now = await top()) {
    before = now
    await wait(300)
  }
}

/** Counts the looks of a page at the rows in sight. */
function countLooks(page: Page): () => number {
  let looks = 0
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname === '/api/jobs' && searchParams.has('jobId')) looks += 1
  })
  return () => looks
}

function pick<T>(list: readonly T[], random: () => number): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

test('50 live changes: no row moves, the scroll stays, the focus stays, each row changes in place', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const mine = await createJobs(10)
  await openJobs(page)
  await rows(page).nth(6).hover()
  await page.mouse.wheel(0, 150)
  await expect.poll(async () => (await drawnIds(page)).length).toBeGreaterThan(10)
  await scrollRests(page)
  const focused = mine[4]?.jobId ?? ''
  await page.getByRole('link', { name: focused, exact: true }).focus()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('A')
  const noted = await watchRows(page)
  const words = await watchWords(page)

  const random = createRandom(50)
  const status = new Map(mine.map((job) => [job.jobId, job.status]))
  const created: string[] = []
  for (let change = 0; change < 50; change += 1) {
    if (change % 10 === 3) {
      created.push((await world.create()).jobId)
    } else if (change === 20 || change === 40) {
      const gone = pick(
        [...status.keys()].filter((jobId) => jobId !== focused),
        random,
      )
      status.delete(gone)
      await world.remove(gone)
    } else {
      const jobId = pick([...status.keys()], random)
      const other = [0, 1, 2, 3].filter((value) => value !== status.get(jobId))
      const next = pick(other, random)
      status.set(jobId, next)
      await world.advance(jobId, next)
    }
    await wait(100 + 500 * random())
  }

  const drawn = new Set(await drawnIds(page))
  for (const [jobId, value] of status) {
    if (!drawn.has(jobId)) continue
    const cell = statusOf(page, jobId)
    await expect(cell, jobId).toHaveText(statusWords[value] ?? '')
  }
  await expect(page.getByRole('button', { name: `${created.length} new jobs` })).toBeVisible()

  const { frames, moved, scrolls, focused: focuses } = await noted()
  expect(frames).toBeGreaterThan(100)
  expect(moved).toEqual([])
  expect(scrolls).toHaveLength(1)
  expect(scrolls[0]).toBeGreaterThan(50)
  expect(focuses).toEqual([focused])
  expect((await words()).length).toBeGreaterThan(15)
  for (const jobId of created) expect(drawn.has(jobId)).toBe(false)
  await page.getByRole('button', { name: `${created.length} new jobs` }).click()
  await expect.poll(async () => (await drawnIds(page))[0]).toBe(created.at(-1))
})

test('from the change upstream to the changed pixel, at at most 2 calls a second', async ({
  page,
}) => {
  const wanted = isLong ? 100 : 25
  test.setTimeout(120_000 + wanted * 6000)
  const random = createRandom(wanted)
  const looks = countLooks(page)
  const waits: number[] = []
  for (const { jobId, status } of await world.jobs()) if (status < 2) await world.advance(jobId, 2)
  let active = await createJobs(10)
  await wait(5000)
  await world.forgetCalls()
  const startMs = Date.now()
  while (waits.length < wanted) {
    const mine = active
    active = []
    await openJobs(page)
    const words = await watchWords(page)
    const ends = new Map(mine.map(({ jobId }) => [jobId, random() < 0.9 ? 2 : 3]))
    const changes: { jobId: string; word: string; atMs: number }[] = []
    for (const next of [() => 1, (jobId: string) => ends.get(jobId) ?? 2]) {
      for (const { jobId } of mine) {
        if (waits.length + changes.length >= wanted) break
        const status = next(jobId)
        await world.advance(jobId, status)
        changes.push({ jobId, word: statusWords[status] ?? '', atMs: Date.now() })
        // Ten active jobs, always: where one ends another begins, to be changed in its turn.
        if (status > 1) active.push(await world.create())
        await wait(500 + 600 * random())
      }
    }
    const seen = async () => {
      const all = await words()
      return changes.map(({ jobId, word }) =>
        all.find((change) => change.jobId === jobId && change.word === word),
      )
    }
    await expect
      .poll(async () => (await seen()).filter((change) => change === undefined).length, {
        timeout: 60_000,
      })
      .toBe(0)
    await expectMode(page, 'stream')
    for (const [index, change] of (await seen()).entries()) {
      waits.push((change?.atMs ?? Number.NaN) - (changes[index]?.atMs ?? Number.NaN))
    }
  }
  const seconds = (Date.now() - startMs) / 1000
  const rate = (await world.calls()) / seconds
  const [p50, p95, max] = [50, 95, 100].map((part) => percentile(waits, part))
  tell(
    `${waits.length} changes to the pixel: p50 ${p50} ms, p95 ${p95} ms, most ${max} ms, at ${rate.toFixed(2)} calls a second over ${seconds.toFixed(0)} s`,
  )
  expect(rate).toBeLessThanOrEqual(2)
  // The page looks every 10 s of itself: so many looks have come of what it was told.
  expect(looks()).toBeGreaterThan(wanted / 2)
  if (isLong) expect(p95).toBeLessThanOrEqual(3000)
})

test('while it is paused nothing changes; after that everything is there', async ({ page }) => {
  const [job] = await createJobs(1)
  const jobId = job?.jobId ?? ''
  await openJobs(page)
  await page.getByRole('button', { name: 'Pause live updates' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  const words = await watchWords(page)
  await world.advance(jobId, 1)
  await world.create()
  const mirrored = async () =>
    ((await (await fetch(`${main.url}/api/jobs/${jobId}`)).json()) as { job: { status: string } })
      .job.status
  await expect.poll(mirrored).toBe('running')
  await wait(5000)
  expect(await words()).toEqual([])
  await expect(page.getByRole('button', { name: /new jobs?$/ })).toBeHidden()
  await page.getByRole('button', { name: /live updates/ }).click()
  await expect(statusOf(page, jobId)).toHaveText('Running')
  await expect(page.getByText('Paused', { exact: true })).toBeHidden()
  await expect(page.getByRole('button', { name: '1 new job' })).toBeVisible()
})

test('a row whose status no longer fits the filter stays, and says so', async ({ page }) => {
  const mine = await createJobs(3)
  for (const { jobId } of mine) await world.advance(jobId, 1)
  const { jobId = '' } = mine[1] ?? {}
  const isRunning = async () =>
    (await (await fetch(`${main.url}/api/jobs?status=running&jobId=${jobId}`)).text()).includes(
      jobId,
    )
  await expect.poll(isRunning).toBe(true)
  await openJobs(page, '/jobs?status=running')
  await expect(rowOf(page, jobId)).toBeVisible()
  const noted = await watchRows(page)
  await world.advance(jobId, 2)
  await expect(statusOf(page, jobId)).toHaveText('now Completed')
  await expect(rowOf(page, jobId)).toHaveAttribute('data-left', 'true')
  expect((await noted()).moved).toEqual([])
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
  await expect(rowOf(page, jobId)).toBeHidden()
})

test('a job that is gone is missing after two walks and a look-up, and comes back', async ({
  page,
}) => {
  test.skip(!isLong, 'walks take their time: long form only')
  test.setTimeout(40 * 60_000)
  const [job] = await createJobs(1)
  const jobId = job?.jobId ?? ''
  await world.advance(jobId, 2)
  await openJobs(page)
  await expect(rowOf(page, jobId)).toBeVisible()
  const removedMs = Date.now()
  await world.remove(jobId)
  const detail = async () =>
    (
      (await (await fetch(`${main.url}/api/jobs/${jobId}`)).json()) as {
        job: { missingSince: string | null }
      }
    ).job.missingSince
  await expect.poll(detail, { timeout: 35 * 60_000, intervals: [1000] }).not.toBe(null)
  tell(`missing after ${Math.round((Date.now() - removedMs) / 1000)} s`)
  await expect(statusOf(page, jobId)).toHaveText('No longer listed')
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
  await expect(rowOf(page, jobId)).toBeHidden()
  await page.goto(`${main.url}/jobs?missing=only`)
  await expect(rowOf(page, jobId)).toBeVisible()
  await world.create({ jobId, createdAt: job?.createdAt, status: 1 })
  await expect.poll(detail, { timeout: 60_000 }).toBe(null)
  await expect(statusOf(page, jobId)).toHaveText(/Running/)
})
