import { expect, rows, test } from './fixtures.ts'
import { looksOf } from './looks.ts'
import { pageStates } from './page-states.ts'
import { latinTexts, namesOf } from './page-texts.ts'

// A trace copies the page at each step: here that is most of the work.
test.use({ trace: 'off' })

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' })

  for (const [index, [state, visit]] of Object.entries(pageStates).entries()) {
    // Where `access.spec.ts` is there in Chinese, it looks for this as well.
    if (looksOf(index).some(({ locale }) => locale === 'zh-CN')) continue
    test(`${state}: nothing is left in English`, async ({ page, demo }) => {
      await visit(page, demo.url)
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
      expect(await latinTexts(page, await namesOf(demo.url))).toEqual([])
    })
  }

  test('and the search for it finds English where there is some', async ({ page, demo }) => {
    await page.route('**/assets/zh-*.js', (route) => route.abort())
    await page.goto(`${demo.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
    const found = await latinTexts(page, await namesOf(demo.url))
    expect(found).toEqual(expect.arrayContaining(['Jobs · Waybill', 'Running', 'Skip to the jobs']))
  })

  test('no English flashes, whatever the pace of the words', async ({ page, demo }) => {
    await page.route('**/assets/zh-*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000))
      await route.continue()
    })
    await page.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      new MutationObserver(() => seen.push(document.body?.innerText ?? '')).observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
      })
    })
    await page.goto(`${demo.url}/jobs`)
    await expect(rows(page).first()).toBeVisible()
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
    expect(seen.join(' ')).toContain('任务')
    expect(seen.join(' ')).not.toMatch(/Jobs|Running|Completed|Filter/)
  })

  test('where the Chinese words cannot be fetched the page is English', async ({ page, demo }) => {
    await page.route('**/assets/zh-*.js', (route) => route.abort())
    await page.goto(`${demo.url}/jobs`)
    await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
})

test('a switch speaks Chinese at once, is kept for the next visit, and stays out of the link', async ({
  page,
  demo,
}) => {
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  expect(fetched.filter((url) => /\/zh-/.test(url))).toEqual([])
  const url = page.url()
  await page.getByRole('button', { name: 'Language: English' }).click()
  await page.getByRole('button', { name: '简体中文', exact: true }).click()
  const change = page.getByRole('button', { name: '语言：简体中文' })
  await expect(change).toBeFocused()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page).toHaveTitle('任务 · Waybill')
  expect(page.url()).toBe(url)
  await page.reload()
  await change.click()
  await page.getByRole('button', { name: 'English', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeVisible()
})

test('a language that cannot be fetched says so and leaves the page as it is', async ({
  page,
  demo,
}) => {
  await page.route('**/assets/zh-*.js', (route) => route.abort())
  await page.goto(`${demo.url}/jobs`)
  await page.getByRole('button', { name: 'Language: English' }).click()
  await page.getByRole('button', { name: '简体中文', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('could not be loaded')
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeVisible()
})

test('by keyboard alone: another zone, named beside the inputs, kept, and out of the link', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs?createdFrom=2026-01-01T00:00:00.000Z`)
  await expect(rows(page).first()).toBeVisible()
  const url = page.url()
  await page.keyboard.press('t')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('los ang')
  await page.keyboard.press('Enter')
  const change = page.getByRole('button', { name: /^Time zone: America\/Los_Angeles, UTC-[78]$/ })
  await expect(change).toBeFocused()
  await expect(page.getByRole('listbox')).toHaveCount(0)
  expect(page.url()).toBe(url)
  await page.getByRole('button', { name: /^Edit filter: Created/ }).click()
  await expect(page.getByText(/^Times in America\/Los_Angeles, UTC-[78]$/)).toBeVisible()
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('2025-12-31T16:00')
  await page.reload()
  await expect(change).toBeVisible()
  await change.click()
  await expect(page.getByRole('listbox')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(change).toBeFocused()
  await change.click()
  await page.getByRole('option', { name: /^As the browser/ }).click()
  await expect(page.getByRole('button', { name: 'Time zone: Asia/Shanghai, UTC+8' })).toBeVisible()
})

test('a press on the button of an open popup closes it', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs`)
  const change = page.getByRole('button', { name: 'Language: English' })
  await change.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await change.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(change).toHaveAttribute('aria-expanded', 'false')
})

test('on a phone one button holds language, zone and theme', async ({ page, demo }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${demo.url}/jobs`)
  const menu = page.getByRole('button', { name: 'Menu' })
  await menu.click()
  await page.getByRole('dialog').getByRole('radio', { name: 'Dark' }).check({ force: true })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: /^Time zone/ }).click()
  await page.getByRole('combobox').fill('tokyo')
  await page.getByRole('option', { name: /Asia\/Tokyo/ }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await menu.click()
  await expect(page.getByRole('button', { name: 'Time zone Asia/Tokyo, UTC+9' })).toBeVisible()
  await page.getByRole('button', { name: '简体中文', exact: true }).click()
  await expect(page.getByRole('button', { name: '菜单' })).toBeFocused()
})

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(`in a browser that speaks ${locale}`, () => {
    test.use({ locale })

    test('no status, strategy or time of the list is cut at 1440', async ({ page, demo }) => {
      for (const query of ['', 'status=interrupted', 'strategy=nearest-region']) {
        await page.goto(`${demo.url}/jobs?${query}`)
        await expect(rows(page).first()).toBeVisible()
        const cut = await rows(page)
          .locator(':is(.c-status, .c-strategy, [class*=created], [class*=Since]) :not(svg, svg *)')
          .evaluateAll((parts) =>
            parts
              .filter(
                ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth,
              )
              .map(({ textContent }) => textContent),
          )
        expect(cut).toEqual([])
      }
    })
  })
}
