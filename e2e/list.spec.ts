import { drawnIds, expect, rowOf, rows, test } from './fixtures.ts'

test('text search narrows the list and its counts, and the slash key leads there', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs`)
  const [jobId = ''] = await drawnIds(page)
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(jobId.slice(0, 12))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`q=${jobId.slice(0, 12)}`))
  await expect.poll(() => drawnIds(page)).toEqual([jobId])
  await expect(page.getByRole('button', { name: 'All, 1 job', exact: true })).toBeVisible()
})

test('a head sorts the list, both ways', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs`)
  const devices = () =>
    page
      .locator('tbody tr[aria-rowindex] td.c-deviceCount')
      .evaluateAll((cells) =>
        cells.map((cell) => Number.parseInt((cell.textContent ?? '').replaceAll(',', ''), 10)),
      )
  const head = page.getByRole('columnheader', { name: /Devices/ })
  await head.getByRole('button').click()
  await expect(page).toHaveURL(/sort=-?deviceCount/)
  const isSorted = async () => {
    const drawn = (await devices()).slice(0, 15)
    const way = (await head.getAttribute('aria-sort')) === 'descending' ? -1 : 1
    return (
      drawn.length > 5 &&
      drawn.every((count, n) => n === 0 || way * count >= way * (drawn[n - 1] ?? 0))
    )
  }
  await expect.poll(isSorted).toBe(true)
  const first = await head.getAttribute('aria-sort')
  await head.getByRole('button').click()
  await expect(head).not.toHaveAttribute('aria-sort', first ?? '')
  await expect.poll(isSorted).toBe(true)
})

test('by keyboard alone: filter, open, walk on, close', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('f')
  const editor = page.getByRole('dialog')
  await editor.getByRole('button', { name: 'Source region' }).press('Enter')
  await editor.getByRole('checkbox').first().press('Space')
  await expect(page).toHaveURL(/sourceRegion=/)
  await page.keyboard.press('Escape')
  await expect(editor).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('complementary')
  await expect(drawer).toBeVisible()
  const first = new URL(page.url()).searchParams.get('job')
  await page.keyboard.press('j')
  await expect.poll(() => new URL(page.url()).searchParams.get('job')).not.toBe(first)
  const second = new URL(page.url()).searchParams.get('job') ?? ''
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect
    .poll(() => page.evaluate(() => (document.activeElement as HTMLAnchorElement).href))
    .toContain(second)
})

test('the drawer shows every target instance config and leads to the jobs that touch it', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs?strategy=nearest-region`)
  await rows(page).first().getByRole('link').click()
  const drawer = page.getByRole('complementary')
  await drawer.getByText('Table', { exact: true }).click()
  const instances = drawer.getByRole('table').first().getByRole('row')
  expect(await instances.count()).toBeGreaterThan(2)
  await instances.nth(1).getByRole('link').click()
  await expect(page).toHaveURL(/targetInstance=/)
})

test('counts move and rows change in place; new jobs wait behind their pill', async ({
  page,
  demo,
}) => {
  test.setTimeout(120_000)
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  const before = await drawnIds(page)
  const pill = page.getByRole('button', { name: /\d+ new jobs?/ })
  await expect(pill).toBeVisible({ timeout: 90_000 })
  expect((await drawnIds(page)).slice(0, 10)).toEqual(before.slice(0, 10))
  await pill.click()
  await expect.poll(async () => (await drawnIds(page))[0]).not.toBe(before[0])
})

test('a column is widened by its edge: the table scrolls sideways, the page does not', async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  const head = page.getByRole('columnheader', { name: 'Source', exact: true })
  const width = async () => (await head.boundingBox())?.width ?? 0
  const before = await width()
  const edge = head.getByRole('separator')
  const box = await edge.boundingBox()
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 12]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 200, y, { steps: 5 })
  await page.mouse.up()
  await expect.poll(width).toBe(before + 200)
  const overflow = (element: Element) => element.scrollWidth - element.clientWidth
  expect(await page.locator('#jobs-table').evaluate(overflow)).toBeGreaterThan(100)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)
  await page.reload()
  await expect.poll(width).toBe(before + 200)
  await edge.press('Delete')
  await expect.poll(width).toBe(before)
  expect(page.url()).toBe(`${demo.url}/jobs`)
})

test('rows are selected over the table, the last of them stays in reach, no row moves', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs`)
  const [first = '', , third = ''] = await drawnIds(page)
  const place = () => rowOf(page, third).boundingBox()
  const before = await place()
  await page.getByRole('checkbox', { name: `Select job ${first}` }).click()
  await page.getByRole('checkbox', { name: `Select job ${third}` }).click({ modifiers: ['Shift'] })
  const bar = page.getByRole('region', { name: 'Selected jobs' })
  await expect(bar).toContainText('3 jobs selected')
  expect(await place()).toEqual(before)
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
})
