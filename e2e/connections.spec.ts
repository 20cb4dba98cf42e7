import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { notice, rowOf, rows } from './fixtures.ts'
import {
  aFolder,
  type Running,
  type RunningEmulator,
  removeFolder,
  setFaults,
  startConfigured,
  startEmulator,
} from './servers.ts'

type World = {
  readonly url: string
  readonly east: RunningEmulator
  readonly west: RunningEmulator
}

const shared = 'SharedByBothConnections010001'

/** Waybill with two connections, each with a world of its own and one job whose id both have. */
const test = base.extend<object, { world: World }>({
  world: [
    async ({ browserName: _ }, use) => {
      const folder = aFolder()
      const running: Running[] = []
      const start = async (name: string, jobs: string, seed: string) => {
        const key = ['--access-key-id', `LTAI5t${name}`, '--access-key-secret', `${name}Secret`]
        const emulator = await startEmulator('--jobs', jobs, '--seed', seed, '--frozen', ...key)
        running.push(emulator)
        const body = JSON.stringify({ jobId: shared, productKey: `of${name}`, status: 2 })
        const made = await fetch(`${emulator.control}/world/jobs`, { method: 'POST', body })
        expect(made.status).toBe(201)
        return emulator
      }
      try {
        const east = await start('East', '30', '1')
        const west = await start('West', '20', '2')
        const waybill = await startConfigured(configOf({ East: east, West: west }, folder), folder)
        running.push(waybill)
        await untilRead(waybill.url)
        await use({ url: waybill.url, east, west })
      } finally {
        for (const { stop } of running) await stop()
        removeFolder(folder)
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

function configOf(emulators: Readonly<Record<string, RunningEmulator>>, folder: string) {
  const connections = Object.entries(emulators).map(([name, { url, keys }]) => {
    const path = `keys-of-${name}.json`
    const key = JSON.stringify({ accessKeyId: keys.id, accessKeySecret: keys.secret })
    writeFileSync(join(folder, path), key, { mode: 0o600 })
    return {
      name,
      region: 'cn-shanghai',
      endpoint: url,
      credentials: { from: 'keys-file', path },
    }
  })
  return { connections }
}

async function untilRead(url: string) {
  const isRead = async () => {
    const reply = await fetch(`${url}/api/sync`)
    const { connections } = (await reply.json()) as { connections: { lastSweep: object | null }[] }
    return connections.every(({ lastSweep }) => lastSweep !== null)
  }
  await expect.poll(isRead, { timeout: 40_000, intervals: [200] }).toBe(true)
}

const scope = (page: Page) => page.getByRole('button', { name: /^Connections: / })

async function switchTo(page: Page, name: string) {
  await scope(page).click()
  await page.getByRole('radio', { name }).check()
  await page.keyboard.press('Escape')
}

test('lists all connections, switches to one, and a link shows the same to somebody else', async ({
  page,
  world,
  browser,
}) => {
  await page.goto(`${world.url}/jobs`)
  await expect(page.locator('table.jobs')).toHaveAttribute('aria-rowcount', '53')
  await expect(page.getByRole('columnheader', { name: 'Connection' })).toBeVisible()
  await expect(scope(page)).toHaveText('All connections')

  await switchTo(page, 'West')
  await expect(page.locator('table.jobs')).toHaveAttribute('aria-rowcount', '22')
  await expect(page).toHaveURL(/\/jobs\?connection=West$/)
  expect(new Set(await rows(page).locator('.c-connection').allInnerTexts())).toEqual(
    new Set(['West']),
  )

  const other = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await other.goto(page.url())
  await expect(other.locator('table.jobs')).toHaveAttribute('aria-rowcount', '22')
  await expect(other.getByRole('button', { name: '连接：West' })).toBeVisible()
  await other.context().close()

  await switchTo(page, 'All connections')
  await expect(page).toHaveURL(/\/jobs$/)
  await expect(page.locator('table.jobs')).toHaveAttribute('aria-rowcount', '53')
})

test('the filter counts each connection, and the page of connections shows both', async ({
  page,
  world,
}) => {
  await page.goto(`${world.url}/jobs`)
  await rows(page).first().waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('button', { name: 'Connection', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'East' })).toContainText('31')
  await expect(page.getByRole('listitem').filter({ hasText: 'West' })).toContainText('21')
  await page.getByRole('checkbox', { name: 'East' }).press('Space')
  await expect(page).toHaveURL(/connection=East/)
  await page.goto(`${world.url}/connections`)
  await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible()
  for (const name of ['East', 'West']) {
    await expect(page.getByRole('region', { name, exact: true })).toContainText(
      'A file, read anew when it changes',
    )
  }
})

test('a job of either connection opens, and one whose id both have by its own', async ({
  page,
  world,
}) => {
  await page.goto(`${world.url}/jobs?jobId=${shared}`)
  const both = rowOf(page, shared)
  await expect(both).toHaveCount(2)
  for (const name of ['East', 'West']) {
    await both
      .filter({ hasText: `of${name}` })
      .getByRole('link')
      .click()
    await expect(page).toHaveURL(new RegExp(`jobConnection=${name}`))
    const drawer = page.locator('.job-drawer')
    await expect(drawer.getByText(`of${name}`)).toBeVisible()
    await expect(rows(page).and(page.locator('[aria-current]'))).toHaveCount(1)
    await page.reload()
    await expect(drawer.getByText(`of${name}`)).toBeVisible()
    await page.keyboard.press('Escape')
  }

  // Without its connection the id alone is no answer: the reader chooses.
  await page.goto(`${world.url}/jobs/${shared}`)
  await expect(page.getByRole('heading', { name: 'Several jobs have this ID' })).toBeVisible()
  await page.getByRole('link', { name: 'West', exact: true }).click()
  await expect(page.getByText('ofWest')).toBeVisible()
  await expect(page).toHaveURL(/jobConnection=West/)
})

test('a connection in trouble is named, and the other goes on', async ({ page, world }) => {
  await page.goto(`${world.url}/jobs`)
  await rows(page).first().waitFor()
  await setFaults(world.west.control, [{ kind: 'access-denied' }])
  await expect(notice(page, 'Connection West:')).toBeVisible({ timeout: 20_000 })
  const made = await fetch(`${world.east.control}/world/jobs`, {
    method: 'POST',
    body: JSON.stringify({ jobId: 'NewInTheEast010001', status: 1 }),
  })
  expect(made.status).toBe(201)
  await page.getByRole('button', { name: /new/ }).click({ timeout: 20_000 })
  await expect(rowOf(page, 'NewInTheEast010001')).toContainText('East')
  await setFaults(world.west.control, [])
  await expect(notice(page, 'Connection West:')).toHaveCount(0, { timeout: 60_000 })
})
