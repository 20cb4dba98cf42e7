import { join } from 'node:path'
import { test as aloud, type Page } from '@playwright/test'
import { installAnotherBuild } from './another-build.ts'
import { drawnIds, expect, expectMode, notice, rows, test } from './fixtures.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  startEmulator,
  startMain,
} from './servers.ts'

const folder = aFolder()
const next = join(folder, 'next')
let emulator: RunningEmulator

test.beforeAll(async () => {
  installAnotherBuild(next)
  emulator = await startEmulator('--frozen', '--jobs', '60')
})

test.afterAll(async () => {
  await emulator?.stop()
  removeFolder(folder)
})

const offer = (page: Page) => notice(page, 'Another version of Waybill is out.')

async function openList(page: Page, url: string) {
  await page.goto(`${url}/jobs?sort=-deviceCount`)
  await expect(rows(page).first()).toBeVisible()
  await expectMode(page, 'stream')
}

/** Everything that a click or a key loads only then. */
async function loadEverything(page: Page) {
  const [jobId = ''] = await drawnIds(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Find' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: jobId, exact: true }).click()
  await expect(page.getByRole('complementary')).toContainText(jobId)
  await page.keyboard.press('Escape')
  await page.locator('a[href="/connections"]').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goBack()
  await expect(rows(page).first()).toBeVisible()
}

test('an upgrade and its way back with open tabs: no click is broken, and nobody is made to reload', async ({
  page: early,
  context,
}) => {
  test.setTimeout(120_000)
  const gone: string[] = []
  context.on('response', (reply) => {
    if (reply.url().includes('/assets/') && reply.status() !== 200) gone.push(reply.url())
  })
  const dataDir = join(folder, 'data')
  let main: Running = await startMain(emulator, dataDir)
  const PORT = new URL(main.url).port
  const change = async (tree?: string) => {
    await main.stop()
    main = await startMain(emulator, dataDir, { PORT }, tree)
  }
  try {
    await openList(early, main.url)
    await expect(offer(early)).toBeHidden()

    await change(next)
    await expect(offer(early)).toBeVisible()
    const url = early.url()
    await loadEverything(early)
    expect(early.url()).toBe(url)
    const late = await context.newPage()
    await openList(late, main.url)
    await expect(offer(late)).toBeHidden()

    await change()
    await expect(offer(early)).toBeHidden()
    await expect(offer(late)).toBeVisible()
    await late.bringToFront()
    await loadEverything(late)
    await late.getByRole('button', { name: 'Reload' }).click()
    await expect(rows(late).first()).toBeVisible()
    await expect(offer(late)).toBeHidden()
    expect(late.url()).toBe(url)
    expect(gone).toEqual([])
  } finally {
    await main.stop()
  }
})

// The browser says on the console what could not be had.
aloud(
  'a part that no server has any more offers a reload in its place, at the same address',
  async ({ page }) => {
    const main = await startMain(emulator, join(folder, 'data-of-parts'))
    try {
      const url = `${main.url}/connections?x=1`
      await page.route(/\/assets\/connections-page/, (route) => route.fulfill({ status: 404 }))
      await page.goto(url)
      await expect(notice(page, 'This part of the page did not come.')).toBeVisible()
      await page.unroute(/\/assets\/connections-page/)
      await page.getByRole('button', { name: 'Reload' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(notice(page, 'This part')).toBeHidden()
      expect(page.url()).toBe(url)
    } finally {
      await main.stop()
    }
  },
)
