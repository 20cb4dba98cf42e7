import { test as base, type Page } from '@playwright/test'
import { aFolder, type Running, removeFolder, startDemo } from './servers.ts'

/** The demo, one for all tests of a file, and a console that must stay silent. */
export const test = base.extend<
  { quietConsole: undefined },
  { demo: Running & { control: string } }
>({
  demo: [
    async ({ browserName: _ }, use) => {
      const folder = aFolder()
      const demo = await startDemo(folder)
      await untilRead(demo.url)
      await use(demo)
      await demo.stop()
      removeFolder(folder)
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  quietConsole: [
    async ({ page }, use) => {
      const said = listen(page)
      await use(undefined)
      // What is asked for at the end of a story goes with it.
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      base.expect(said, 'what the page said on its console').toEqual([])
    },
    { auto: true },
  ],
})

export const expect = base.expect

/** The first walk over the list is at its end: its notice would leave in the middle of a story. */
async function untilRead(url: string): Promise<void> {
  const isRead = async () => {
    const { connections } = (await (await fetch(`${url}/api/sync`)).json()) as {
      connections: { lastSweep: object | null }[]
    }
    return connections.every(({ lastSweep }) => lastSweep !== null)
  }
  await base.expect.poll(isRead, { timeout: 50_000, intervals: [200] }).toBe(true)
}

/** Errors of the page, but for requests that failed: a story may want those. */
function listen(page: Page): string[] {
  const said: string[] = []
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => {
    const isOfNetwork = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isOfNetwork) said.push(message.text())
  })
  return said
}

/** The job ids of the drawn rows, from the top, once there are any. */
export async function drawnIds(page: Page): Promise<string[]> {
  const links = page.locator('tbody tr[aria-rowindex] a')
  await links.first().waitFor()
  return links.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('job') ?? ''),
  )
}

export function rows(page: Page) {
  return page.locator('tbody tr[aria-rowindex]')
}

/** The row of one job, where it is drawn. */
export function rowOf(page: Page, jobId: string) {
  return rows(page).filter({ has: page.getByRole('link', { name: jobId, exact: true }) })
}

/** Waits until the page follows by events, or by asking: a page that asks looks live as well. */
export async function expectMode(page: Page, mode: 'stream' | 'polling') {
  await expect(page.locator('[data-mode]')).toHaveAttribute('data-mode', mode, { timeout: 60_000 })
}

/** What that row says of the job's status. */
export function statusOf(page: Page, jobId: string) {
  return rowOf(page, jobId).locator('td.c-status')
}

/** What the page says of its data, where that has these words. */
export function notice(page: Page, words: string | RegExp) {
  return page.locator('[role=status], [role=alert]').filter({ hasText: words })
}
