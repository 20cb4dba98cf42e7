import type { Page } from '@playwright/test'
import { drawnIds, expect, rows, test } from './fixtures.ts'
import { isLong } from './proof.ts'
import { aFolder, removeFolder, startEmulator, startMain } from './servers.ts'

// A trace would hold a copy of the page for each turn of the wheel.
// A window that is tall: a turn of the wheel then passes three times as many rows.
test.use({ trace: 'off', viewport: { width: 1024, height: 2700 } })

const jobCount = 25_000
/** How many rows are passed one by one from the top, and as many again up from the end. */
const passed = isLong ? jobCount : 3_000

test('25,000 jobs scroll to the end, each once, in order, and no token is to be seen', async ({
  page,
}) => {
  test.setTimeout(600_000)
  const folder = aFolder()
  // Frozen, so that what the page must show is known to the row.
  const emulator = await startEmulator('--jobs', String(jobCount), '--frozen')
  const main = await startMain(emulator, folder, { WAYBILL_QUOTA_PER_SECOND: '5' })
  try {
    const known = async () =>
      ((await (await fetch(`${main.url}/api/jobs?pageSize=1`)).json()) as { jobCount: number })
        .jobCount
    await expect.poll(known, { timeout: 90_000, intervals: [500] }).toBe(jobCount)
    const expected: string[] = []
    for (let nextToken: string | null = ''; nextToken !== null; ) {
      const query = nextToken === '' ? '' : `&nextToken=${encodeURIComponent(nextToken)}`
      const reply = (await (await fetch(`${main.url}/api/jobs?pageSize=200${query}`)).json()) as {
        jobs: { jobId: string }[]
        nextToken: string | null
      }
      expected.push(...reply.jobs.map(({ jobId }) => jobId))
      nextToken = reply.nextToken
    }
    expect(new Set(expected).size).toBe(jobCount)

    await page.goto(`${main.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
    await page.evaluate(noteRows)
    await page.locator('tbody').first().hover()
    await turnWheel(page, 2200, passed)
    expect((await noted(page)).slice(0, passed)).toEqual(expected.slice(0, passed))
    expect(page.url()).toBe(`${main.url}/jobs`)
    expect(await page.content()).not.toMatch(/nextToken/i)

    await page.keyboard.press('Home')
    await expect.poll(async () => (await drawnIds(page))[0]).toBe(expected[0])
    await page.keyboard.press('End')
    // Every page up to there is read, one after the other.
    const lastId = async () => (await drawnIds(page)).at(-1)
    await expect.poll(lastId, { timeout: 60_000 }).toBe(expected.at(-1))
    await turnWheel(page, -2200, Math.min(jobCount, 2 * passed))
    expect((await noted(page)).slice(-passed)).toEqual(expected.slice(-passed))
  } finally {
    await Promise.all([main.stop(), emulator.stop()])
    removeFolder(folder)
  }
})

/** Turns the wheel until so many rows were on the screen. */
async function turnWheel(page: Page, pixels: number, rowCount: number): Promise<void> {
  const seen = async () => {
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, pixels)
      // The browser scrolls without the page: of three turns in one frame two are never drawn.
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    return page.evaluate(() => (window as Noting).seen.size)
  }
  await expect.poll(seen, { timeout: 480_000, intervals: [0] }).toBeGreaterThanOrEqual(rowCount)
}

/** The jobs in the order of the rows that they stood in; none may have stood in a second one. */
async function noted(page: Page): Promise<string[]> {
  const { seen, moved } = await page.evaluate(() => {
    const { seen, moved } = window as Noting
    return { seen: [...seen].sort(([a], [b]) => a - b).map(([, jobId]) => jobId), moved }
  })
  expect(moved).toEqual([])
  expect(new Set(seen).size).toBe(seen.length)
  return seen
}

type Noting = typeof window & { seen: Map<number, string>; moved: string[] }

/** In the page: notes at each frame which job stands in which row, and any that changed places. */
function noteRows() {
  const noting = window as Noting
  noting.seen = new Map()
  noting.moved = []
  const note = () => {
    for (const row of document.querySelectorAll('tbody tr[aria-rowindex]')) {
      const link = row.querySelector('a')
      const jobId = link && new URL(link.href).searchParams.get('job')
      if (!jobId) continue
      // The head is row 1.
      const index = Number(row.getAttribute('aria-rowindex')) - 2
      const before = noting.seen.get(index)
      if (before !== undefined && before !== jobId)
        noting.moved.push(`${index}: ${before}, ${jobId}`)
      noting.seen.set(index, jobId)
    }
    requestAnimationFrame(note)
  }
  note()
}
