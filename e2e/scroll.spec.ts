import { drawnIds, expect, rows, test } from './fixtures.ts'
import { aFolder, removeFolder, startEmulator, startMain } from './servers.ts'

test('25,000 jobs scroll to the end, each once, in order, and no token is to be seen', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const folder = aFolder()
  // Frozen, so that what the page must show is known to the row.
  const emulator = await startEmulator('--jobs', '25000', '--frozen')
  const main = await startMain(emulator, folder, { WAYBILL_QUOTA_PER_SECOND: '5' })
  try {
    const known = async () =>
      ((await (await fetch(`${main.url}/api/jobs?pageSize=1`)).json()) as { jobCount: number })
        .jobCount
    await expect.poll(known, { timeout: 90_000, intervals: [500] }).toBe(25_000)
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
    expect(new Set(expected).size).toBe(25_000)

    await page.goto(`${main.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
    const seen = new Map<number, string>()
    const note = async () => {
      const drawn = await page
        .locator('tbody tr[aria-rowindex]')
        .evaluateAll((lines) =>
          lines.map((line) => [
            Number(line.getAttribute('aria-rowindex')),
            new URL(line.querySelector('a')?.href ?? 'x:').searchParams.get('job') ?? '',
          ]),
        )
      for (const [index, jobId] of drawn as [number, string][]) {
        if (jobId === '') continue
        // The head is row 1.
        const earlier = seen.get(index - 2)
        if (earlier !== undefined) expect(jobId, `row ${index}`).toBe(earlier)
        seen.set(index - 2, jobId)
      }
    }
    await page.locator('tbody').first().hover()
    await expect
      .poll(
        async () => {
          for (let turn = 0; turn < 40; turn++) {
            await page.mouse.wheel(0, 1200)
            await note()
          }
          return seen.size
        },
        { timeout: 180_000, intervals: [0] },
      )
      .toBe(25_000)
    expect(expected.every((jobId, index) => seen.get(index) === jobId)).toBe(true)
    expect(page.url()).toBe(`${main.url}/jobs`)
    expect(await page.content()).not.toMatch(/nextToken/i)

    await page.keyboard.press('Home')
    await expect.poll(async () => (await drawnIds(page))[0]).toBe(expected[0])
    await page.keyboard.press('End')
    await expect.poll(async () => (await drawnIds(page)).at(-1)).toBe(expected.at(-1))
  } finally {
    await Promise.all([main.stop(), emulator.stop()])
    removeFolder(folder)
  }
})
