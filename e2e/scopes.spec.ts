import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { expect, rows, test } from './fixtures.ts'
import {
  aFolder,
  type RunningEmulator,
  removeFolder,
  startConfigured,
  startEmulator,
} from './servers.ts'

/** Waybill with two connections and a scope each for two groups, behind a proxy on this machine. */
async function aHouse() {
  const folder = aFolder()
  const start = (name: string, jobs: string) =>
    startEmulator('--jobs', jobs, '--frozen', '--access-key-id', `LTAI5t${name}`)
  const emulators = { East: await start('East', '30'), West: await start('West', '20') }
  const waybill = await startConfigured(configOf(emulators, folder), folder, {
    WAYBILL_SIGN_IN: 'proxy',
    WAYBILL_TRUSTED_PROXIES: '127.0.0.1',
    WAYBILL_PROXY_GROUPS_HEADER: 'X-Forwarded-Groups',
    WAYBILL_ADMINS: 'root',
  })
  return {
    url: waybill.url,
    async stop() {
      await Promise.all([waybill, ...Object.values(emulators)].map((each) => each.stop()))
      removeFolder(folder)
    },
  }
}

function configOf(emulators: Readonly<Record<string, RunningEmulator>>, folder: string) {
  const connections = Object.entries(emulators).map(([name, { url, keys }]) => {
    const path = `keys-of-${name}.json`
    const key = JSON.stringify({ accessKeyId: keys.id, accessKeySecret: keys.secret })
    writeFileSync(join(folder, path), key, { mode: 0o600 })
    return { name, region: 'cn-shanghai', endpoint: url, credentials: { from: 'keys-file', path } }
  })
  const groups = [
    { group: 'easterners', connections: ['East'] },
    { group: 'all', everything: true },
  ]
  return { connections, scopes: { groups } }
}

/** As the proxy would pass on what they ask. */
async function openAs(browser: Browser, url: string, user: string, groups: string): Promise<Page> {
  const said = { 'X-Forwarded-User': user, 'X-Forwarded-Groups': groups }
  const context = await browser.newContext({ extraHTTPHeaders: said })
  const page = await context.newPage()
  await page.goto(`${url}/jobs`)
  return page
}

const countOf = (page: Page, jobs: string) =>
  expect(page.locator('footer')).toContainText(`${jobs} of ${jobs} jobs`, {
    timeout: 30_000,
  })

test('each group sees its own jobs, who is in none reads why there are none, an admin sees all', async ({
  browser,
}) => {
  const { url, stop } = await aHouse()
  const easterner = await openAs(browser, url, 'alice', 'easterners, guests')
  await countOf(easterner, '30')
  await expect(easterner.locator('footer')).toContainText('jobs that your groups may see')
  await expect(easterner.getByRole('button', { name: /^Connections: / })).toHaveCount(0)
  await expect(easterner.locator('[data-mode]')).toHaveAttribute('data-mode', 'stream')
  await easterner.goto(`${url}/jobs?connection=West`)
  await expect(easterner.getByRole('heading', { name: /No job matches/ })).toBeVisible()

  const stranger = await openAs(browser, url, 'bob', 'guests')
  const why = stranger.getByRole('heading', { name: 'Nothing is shown to your groups' })
  await expect(why).toBeVisible()
  await expect(rows(stranger)).toHaveCount(0)
  await stranger.goto(`${url}/connections`)
  await expect(stranger.getByText('No jobs are shown to your groups.')).toBeVisible()

  await countOf(await openAs(browser, url, 'carol', 'all'), '50')
  await countOf(await openAs(browser, url, 'root', ''), '50')
  await stop()
})
