import type { Page } from '@playwright/test'
import { drawnIds, expect, rows, test } from './fixtures.ts'
import { violations } from './violations.ts'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find' })
const field = (page: Page) => page.getByRole('combobox', { name: 'Find' })
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name })

test('by keyboard alone: find, filter the list, find a job in it, open it, and back', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('frank')
  await expect(option(page, 'Search for “frank” in the list')).toHaveAttribute('data-highlighted')
  await expect(option(page, /^Target instance Retail Frankfurt iot-/)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
  await expect(page).toHaveURL(/targetInstance=iot-/)
  await page.keyboard.press('/')
  await page.keyboard.type('status:completed frank')
  await expect(page.getByRole('button', { name: /Remove filter: Status/ })).toBeVisible()
  const job = palette(page).getByRole('group', { name: /^Jobs/ }).getByRole('option').first()
  await expect(job).toBeVisible()
  await page.keyboard.press('ArrowUp')
  for (let left = 4; left > 0; left--) await page.keyboard.press('ArrowUp')
  await expect(job).toHaveAttribute('data-highlighted')
  // Not before: an answer to fewer letters may have stood there. What is highlighted stays.
  const jobId = (await job.locator('code').textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`job=${jobId}`))
  await expect(page.getByRole('complementary')).toContainText(jobId)
  await expect(page.getByRole('complementary').getByRole('heading').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary')).toBeHidden()
})

test('no key is lost between the slash and the field, however late it comes', async ({
  page,
  demo,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/assets\/palette-.*\.js/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.type('/frank')
  release()
  await expect(field(page)).toHaveValue('frank')
  await page.keyboard.type('furt')
  await expect(field(page)).toHaveValue('frankfurt')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?q=frankfurt$/)
  await expect(page.getByRole('button', { name: 'Find: “frankfurt”' })).toBeVisible()
})

test('a key pressed at the first sight of the rows is heard', async ({ page, demo }) => {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('tbody tr[aria-rowindex]')) return
      observer.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true }))
    })
    observer.observe(document, { childList: true, subtree: true })
  })
  await page.goto(`${demo.url}/jobs`)
  await expect(page.getByRole('combobox', { name: /zone/i })).toBeFocused()
})

test('where it cannot be loaded the page says so, and the next try works', async ({
  page,
  demo,
}) => {
  const code = /assets\/palette-.*\.js/
  await page.route(code, (route) => route.abort())
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+k')
  const message = page.getByRole('dialog', { name: /Could not load this part of the page/ })
  await expect(message).toBeVisible()
  await message.getByRole('button', { name: 'Close the message' }).click()
  await expect(message).toBeHidden()
  await page.unroute(code)
  await page.keyboard.press('Control+k')
  await expect(palette(page)).toBeVisible()
})

test('a pasted console link finds its job; an id that nobody knows tells its cost first', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/jobs`)
  const [, jobId = ''] = await drawnIds(page)
  await page.getByRole('button', { name: 'Find a job, instance or filter' }).click()
  await field(page).fill(`https://iot.console.aliyun.com/#/distribute/${jobId}?tab=result`)
  await expect(option(page, new RegExp(`Open job ${jobId}`))).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`/jobs/${jobId}$`))
  await page.keyboard.press('Control+k')
  await field(page).fill('Nobody0Knows0This010001')
  await expect(option(page, /Look up .* at Alibaba Cloud 1 call/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('No job has this ID')).toBeVisible()
  await page.keyboard.type('gj')
  await expect(page).toHaveURL(/\/jobs$/)
})

test('the keys are listed, can be switched off, and stay so', async ({ page, demo }) => {
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await sheet.getByRole('checkbox').uncheck()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('?')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+k')
  await expect(palette(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(sheet.getByRole('checkbox')).not.toBeChecked()
})

test('on a phone a glyph opens it over the whole screen', async ({ page, demo }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${demo.url}/jobs`)
  await expect(rows(page).first()).toBeVisible()
  const opener = page.getByRole('button', { name: 'Find a job, instance or filter' })
  expect(await opener.boundingBox()).toMatchObject({ width: 44, height: 44 })
  await opener.click()
  await expect(field(page)).toBeFocused()
  await expect
    .poll(() => palette(page).boundingBox())
    .toEqual({ x: 0, y: 0, width: 390, height: 844 })
  await page.keyboard.type('frank')
  await expect(option(page, /^Target instance/)).toBeVisible()
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.getByRole('button', { name: 'Close (Esc)' }).click()
  await expect(palette(page)).toBeHidden()
})
