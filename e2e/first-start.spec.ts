import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, notice, rows, test } from './fixtures.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  setFaults,
  startEmulator,
  startMain,
} from './servers.ts'

const folder = aFolder()
let emulator: RunningEmulator

test.beforeAll(async () => {
  emulator = await startEmulator('--frozen', '--jobs', '20')
})

test.afterAll(async () => {
  await emulator?.stop()
  removeFolder(folder)
})

/** What a first start shows that cannot read anything: what is wrong, what to do, and no false claim. */
async function expectTold(page: Page, title: string, help: RegExp) {
  const said = notice(page, title)
  await expect(said).toBeVisible({ timeout: 30_000 })
  await expect(said).toContainText('Nothing was read yet.')
  await expect(said).toContainText(help)
  await expect(said).toContainText(/Since .*\d\d:\d\d/)
  await expect(page.getByText('No distribution jobs yet')).toBeHidden()
  // A mark that a reload would wipe out.
  await page.evaluate(() => document.documentElement.setAttribute('data-not-reloaded', ''))
}

async function expectHealed(page: Page, title: string) {
  await expect(rows(page).first()).toBeVisible({ timeout: 30_000 })
  await expect(notice(page, title)).toBeHidden({ timeout: 15_000 })
  await expect(page.locator('[data-not-reloaded]')).toBeAttached()
}

test('a first start with a wrong key says so, names the variables, and the page heals with the right one', async ({
  page,
}) => {
  const data = join(folder, 'key')
  let main: Running = await startMain(emulator, data, {
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: `${emulator.keys.secret}x`,
  })
  try {
    await page.goto(`${main.url}/jobs`)
    const title = 'Alibaba Cloud refused the credentials.'
    await expectTold(page, title, /ALIBABA_CLOUD_ACCESS_KEY_ID .* restart Waybill/)
    const PORT = new URL(main.url).port
    await main.stop()
    main = await startMain(emulator, data, { PORT })
    await expectHealed(page, title)
  } finally {
    await main.stop()
  }
})

test('a first start without the permission names the actions to grant, and heals when they are', async ({
  page,
}) => {
  await setFaults(emulator.control, [{ kind: 'access-denied' }])
  const main = await startMain(emulator, join(folder, 'permission'))
  try {
    await page.goto(`${main.url}/jobs`)
    const title = 'These credentials may not list distribution jobs.'
    await expectTold(page, title, /iot:ListDeviceDistributeJob/)
    await setFaults(emulator.control, [])
    await expectHealed(page, title)
  } finally {
    await setFaults(emulator.control, [])
    await main.stop()
  }
})

test('a first start without a network says what to check, and heals when it is back', async ({
  page,
}) => {
  let away = await startEmulator('--frozen', '--jobs', '20')
  await away.stop()
  const main = await startMain(away, join(folder, 'network'))
  try {
    await page.goto(`${main.url}/jobs`)
    const title = 'Alibaba Cloud cannot be reached.'
    await expectTold(page, title, /network and WAYBILL_REGION or WAYBILL_ENDPOINT/)
    away = await startEmulator('--frozen', '--jobs', '20', '--port', new URL(away.url).port)
    await expectHealed(page, title)
  } finally {
    await main.stop()
    await away.stop()
  }
})
