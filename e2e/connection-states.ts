import type { Page, Route } from '@playwright/test'
import type { ConnectionSync, Facets, JobPage } from '../web/api/client.ts'

/** The list and the page of two connections over a demo of one (see `page-states.ts`). */
export const connectionStates = {
  'several connections': (page: Page, url: string) => openBoth(page, url, '/jobs'),
  'switch between connections': async (page: Page, url: string) => {
    await openBoth(page, url, '/jobs')
    const names = page.locator('header > :first-child button[aria-haspopup=dialog]:visible')
    // A phone has no room for it: there the filter does the same.
    if ((await names.count()) === 0) return
    await names.first().click()
    await page.getByRole('dialog').getByRole('radio').first().waitFor()
  },
  'filter of connections': async (page: Page, url: string) => {
    await openBoth(page, url, `/jobs?connection=${encodeURIComponent(other)}`)
    await page.locator('section button[aria-haspopup=dialog]').nth(1).click()
    await page.getByRole('dialog').waitFor()
  },
  'page of several connections': async (page: Page, url: string) => {
    await tellOfBoth(page, url)
    await page.goto(`${url}/connections`)
    await page.locator('main section[aria-label] h2').first().waitFor()
    await page.getByRole('table').first().waitFor()
  },
}

/** A name is data: it is the same in every language. */
const other = '法兰克福'

async function openBoth(page: Page, url: string, path: string) {
  await tellOfBoth(page, url)
  await page.goto(url + path)
  await page.locator('tbody tr[aria-rowindex] a').first().waitFor()
}

/** Of the jobs every second one is the other's; where one is asked for, all are that one's. */
async function tellOfBoth(page: Page, url: string) {
  await page.route('**/api/events*', (route) => route.abort('connectionrefused'))
  const said = (await (await fetch(`${url}/api/sync`)).json()) as { connections: ConnectionSync[] }
  const [first] = said.connections
  if (!first) throw new Error('the demo has no connection')
  const second = { ...first, connection: other, region: 'eu-central-1', state: 'slow' as const }
  await page.route('**/api/sync', (route) =>
    route.fulfill({ json: { connections: [first, second] } }),
  )
  await page.route('**/api/jobs?*', async (route) => {
    const reply = await answerFor<JobPage>(route)
    const [asked] = new URL(route.request().url()).searchParams.getAll('connection')
    const jobs = reply.jobs.map((job, at) => {
      return { ...job, connection: asked ?? (at % 2 ? other : job.connection) }
    })
    await route.fulfill({ json: { ...reply, jobs } })
  })
  await page.route('**/api/facets*', async (route) => {
    const { facets, ...rest } = await answerFor<{ facets: Facets }>(route)
    const connection = [first.connection, other].map((value) => ({ value, name: '', count: 620 }))
    await route.fulfill({ json: { ...rest, facets: { ...facets, connection } } })
  })
}

/** What the server says to the same without the filter that it would not know. */
async function answerFor<T>(route: Route): Promise<T> {
  const url = new URL(route.request().url())
  url.searchParams.delete('connection')
  return (await (await route.fetch({ url: url.href })).json()) as T
}
