import type { Locator, Page } from '@playwright/test'
import { sidewaysScrolls } from './cut-texts.ts'
import { expect, rows, test } from './fixtures.ts'
import { looks, looksOf } from './looks.ts'
import { pageStates } from './page-states.ts'
import { latinTexts, namesOf } from './page-texts.ts'
import { violations } from './violations.ts'

// A trace copies the page at each step: here that is most of the work.
test.use({ trace: 'off' })

for (const look of looks) {
  const { locale, colorScheme } = look
  const isChinese = locale === 'zh-CN'
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme })

    for (const [index, [state, visit]] of Object.entries(pageStates).entries()) {
      if (!looksOf(index).includes(look)) continue
      const languageToo = isChinese ? ', and nothing is left in English' : ''
      test(`axe finds nothing${languageToo}: ${state}`, async ({ page, demo }) => {
        await visit(page, demo.url)
        if (isChinese) expect(await latinTexts(page, await namesOf(demo.url))).toEqual([])
        expect(await violations(page)).toEqual([])
      })
    }
  })
}

/** Presses a key until it has led the focus there. */
async function stepUntilFocused(page: Page, wanted: Locator, key: string) {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(wanted).toBeFocused()
}

test('by keyboard alone: filter, open, copy the link, export, close', async ({
  page,
  context,
  demo,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()

  await page.keyboard.press('f')
  const filters = page.getByRole('dialog')
  await expect(filters.getByRole('button', { name: 'Status' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(filters.getByRole('checkbox').first()).toBeFocused()
  const completed = filters.getByRole('checkbox', { name: 'Completed' })
  await stepUntilFocused(page, completed, 'ArrowDown')
  const filtered = page.waitForResponse(/\/api\/jobs\?.*status=completed/)
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/\?status=completed$/)
  // The rows of the list before stand until then, and a key would go to one that leaves.
  await filtered
  await expect(rows(page).filter({ hasNotText: 'Completed' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(filters).toBeHidden()

  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toBeVisible()
  await expect(page).toHaveURL(/&job=/)
  const jobId = new URL(page.url()).searchParams.get('job') ?? ''

  await page.keyboard.press('l')
  await expect(page.getByText(/^Link copied/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).search).toContain('status=completed')
  expect(new URL(link).searchParams.get('job')).toBe(jobId)

  const exporting = page.getByRole('button', { name: 'Export', exact: true })
  await stepUntilFocused(page, exporting, 'Shift+Tab')
  await page.keyboard.press('Enter')
  const csv = page.getByRole('dialog').getByRole('link', { name: /CSV/ })
  await expect(csv).toBeFocused()
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(file.suggestedFilename()).toMatch(/^waybill-jobs-.*\.csv$/)

  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary')).toBeHidden()
  await expect(page).toHaveURL(/\?status=completed$/)
})

test('at 320 px wide nothing lies beyond the edge, in either language', async ({
  browser,
  demo,
}) => {
  for (const locale of ['en', 'zh-CN']) {
    const context = await browser.newContext({ locale, viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    const noMatch = '/jobs?status=interrupted&targetRegion=us-west-1&createdFrom=-PT1H'
    const filtered = '/jobs?status=running&createdFrom=-P7D'
    for (const path of ['/jobs', filtered, noMatch, '/connections', '/connections/audit']) {
      await page.goto(demo.url + path)
      await expect(page.locator('main')).toBeVisible()
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(scrollWidth, `${locale} ${path}`).toBeLessThanOrEqual(320)
      expect(await sidewaysScrolls(page), `${locale} ${path}`).toEqual([])
      await page.evaluate(() => window.scrollTo(9999, 0))
      expect(await page.evaluate(() => window.scrollX), `${locale} ${path}`).toBe(0)
    }
    await context.close()
  }
})
