import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, rows, test } from './fixtures.ts'
import { tell } from './proof.ts'

const dist = join(import.meta.dirname, '../dist')
const sizeOf = (path: string) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length

test('the first page is light, and everything of it comes from our own server', async ({
  page,
  demo,
}) => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const paths = [...html.matchAll(/assets\/[^"]+\.(?:js|css)/g)].map(([path]) => path)
  const weigh = (kind: string) =>
    paths.filter((path) => path.endsWith(kind)).reduce((sum, path) => sum + sizeOf(path), 0)
  tell(`gzip: ${weigh('.js')} bytes of script, ${weigh('.css')} of style`)
  expect(weigh('.js')).toBeLessThanOrEqual(170_000)
  expect(weigh('.css')).toBeLessThanOrEqual(20_000)

  const elsewhere: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== demo.url) elsewhere.push(url.href)
  })
  // What is fetched ahead once the browser has nothing better to do counts, too.
  const fetchedAhead = page.waitForRequest(/\/assets\/job-drawer-/)
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await fetchedAhead
  expect(elsewhere).toEqual([])
})

test('a pointer or a focus that moves styles what it concerns, and not all below it', () => {
  const styles = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.css'))
  expect(styles.length).toBeGreaterThan(0)
  for (const name of styles) {
    const css = readFileSync(join(dist, 'assets', name), 'utf8')
    expect(css.match(/:(?:hover|focus|focus-within|focus-visible|active) \*/g), name).toBeNull()
  }
})

test('nothing that an eye would see shifts while the page is drawn', async ({ page, demo }) => {
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        shifts.push((entry as unknown as { value: number }).value)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).nth(10)).toBeVisible()
  await page.waitForTimeout(1000)
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)
  const shift = shifts.reduce((sum, one) => sum + one, 0)
  tell(`layout shift ${shift}`)
  // What a digit that is wider or narrower moves beside it; 0.1 is what counts as good.
  expect(shift).toBeLessThan(0.005)
})

/** Until it is released. */
async function holdProgram(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>()
  await page.route(/\/assets\/first-.*\.js$/, async (route) => {
    await held.promise
    await route.continue()
  })
  return held.resolve
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the name of the page is there before the program, and stays where it is: ${viewport.width} wide`, async ({
    page,
    demo,
  }) => {
    const release = await holdProgram(page)
    await page.setViewportSize(viewport)
    await page.goto(`${demo.url}/jobs`, { waitUntil: 'commit' })
    const name = page.locator('#app b', { hasText: 'Waybill' })
    await expect(name).toBeVisible()
    await page.evaluate(() => document.fonts.ready)
    const before = await name.boundingBox()
    release()
    await expect(rows(page).first()).toBeVisible()
    expect(await name.boundingBox()).toEqual(before)
  })
}

test('the theme that was chosen is there before the program, whatever the system has', async ({
  page,
  demo,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.addInitScript(() => localStorage.setItem('waybill-theme', 'dark'))
  const release = await holdProgram(page)
  await page.goto(`${demo.url}/jobs`, { waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(rows(page)).toHaveCount(0)
  release()
  await expect(rows(page).first()).toBeVisible()
})
