import type { Page } from '@playwright/test'
import type { ConnectionSync, ErrorCode, SyncProblem } from '../web/api/client.ts'
import { auditStates } from './audit-states.ts'
import { connectionStates } from './connection-states.ts'

/** Leads a page to something worth reading, by keys and roles alone, as words depend on language. */
type Visit = (page: Page, url: string) => Promise<void>

/**
 * Every room and state of the page that has words of its own. A new room is a line here, and the
 * stories about languages read it, too.
 */
export const pageStates: Readonly<Record<string, Visit>> = {
  list: (page, url) => openList(page, url),
  'list with every kind of filter': (page, url) =>
    openList(
      page,
      `${url}/jobs?status=completed&status=9&strategy=specified-region&createdFrom=-P90D&createdTo=-PT1M&devicesFrom=1&devicesTo=9000&missing=shown&color=red`,
    ),
  'no match': (page, url) => openEmpty(page, `${url}/jobs?q=0000000000&status=running`),
  'filter menu': async (page, url) => {
    await openList(page, url)
    await page.keyboard.press('f')
    await page.getByRole('dialog').waitFor()
  },
  'devices editor': (page, url) => openEditor(page, url, 'devicesFrom=1'),
  'created editor': (page, url) => openEditor(page, url, 'createdFrom=-P7D'),
  'missing editor': (page, url) => openEditor(page, url, 'missing=shown'),
  'status editor': (page, url) => openEditor(page, url, 'status=completed'),
  palette: (page, url) => openByKey(page, url, 'ControlOrMeta+k'),
  'palette with an answer': async (page, url) => {
    await openByKey(page, url, 'ControlOrMeta+k')
    await page.keyboard.type('0100')
    await page.getByRole('option').first().waitFor()
  },
  'palette without a result': async (page, url) => {
    await openByKey(page, url, 'ControlOrMeta+k')
    await page.keyboard.type('status:completed 99999999999')
    await page.getByRole('dialog').locator('mark, [role=status], p').first().waitFor()
  },
  'sheet of keys': (page, url) => openByKey(page, url, '?'),
  'selected jobs': async (page, url) => {
    await openList(page, url)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
  },
  connections: async (page, url) => {
    await page.goto(`${url}/connections`)
    await page.getByRole('table').first().waitFor()
  },
  ...Object.fromEntries(
    ['display', 'export', 'copy link'].map((name, index) => [
      `${name} menu`,
      async (page: Page, url: string) => {
        await openList(page, url)
        const menus = page.locator('main > :first-child button[aria-haspopup=dialog]:visible')
        if ((await menus.count()) <= index) return
        await menus.nth(index).click()
        await page.getByRole('dialog').waitFor()
      },
    ]),
  ),
  'zone list': async (page, url) => {
    await openList(page, url)
    await page.keyboard.press('t')
    await page.getByRole('listbox').waitFor()
  },
  'completed job in the drawer': (page, url) => openDrawer(page, url, 'status=completed'),
  'interrupted job in the drawer': (page, url) => openDrawer(page, url, 'status=interrupted'),
  'targets as a table': async (page, url) => {
    await openDrawer(page, url, 'strategy=nearest-region')
    await page.locator('aside').getByRole('radio').nth(1).check({ force: true })
  },
  'job page': async (page, url) => {
    const { jobs } = (await (await fetch(`${url}/api/jobs?pageSize=1`)).json()) as {
      jobs: { jobId: string }[]
    }
    await page.goto(`${url}/jobs/${jobs[0]?.jobId}`)
    await page.locator('dl').first().waitFor()
    await page.locator('header button[aria-haspopup=dialog]').last().click()
    await page.getByRole('dialog').waitFor()
  },
  'a job that is not there': async (page, url) => {
    await page.goto(`${url}/jobs/nothinghasthisid`)
    await page.locator('[role=status] p').first().waitFor()
  },
  'a job that cannot be looked up': async (page, url) => {
    await page.route('**/api/jobs/*', fails('permission-denied'))
    await page.goto(`${url}/jobs/nothinghasthisid`)
    await page.locator('[role=status] p').first().waitFor()
  },
  'a check that failed': async (page, url) => {
    await page.route('**/api/jobs/*/check', fails('timed-out'))
    await openDrawer(page, url, 'status=completed')
    await page.keyboard.press('r')
    await page.locator('[role=status] b').first().waitFor()
  },
  'an empty account': async (page, url) => {
    await haveNoJobs(page)
    await openEmpty(page, `${url}/jobs`)
  },
  'a group that is shown nothing': (page, url) =>
    openEmptyFor(page, url, { connections: [], sees: 'nothing' }),
  'a group without jobs': async (page, url) => {
    const said = (await (await fetch(`${url}/api/sync`)).json()) as object
    await openEmptyFor(page, url, { ...said, sees: 'part' })
  },
  'a list that cannot be loaded': async (page, url) => {
    await page.route('**/api/jobs?*', fails('credentials-refused'))
    await openEmpty(page, `${url}/jobs`)
  },
  'no such page': (page, url) => openEmpty(page, `${url}/nowhere`),
  'our server is gone': async (page, url) => {
    await openList(page, url)
    await page.route('**/api/**', (route) => route.abort('connectionrefused'))
    await page.locator('[role=alert]').waitFor()
  },
  'signed out': async (page, url) => {
    await page.route('**/api/**', (route) =>
      route.fulfill({ status: 401, headers: { 'www-authenticate': 'Waybill realm="link"' } }),
    )
    await page.goto(`${url}/jobs`)
    await page.locator('main [role=status]').waitFor()
  },
  'signed out of a provider': async (page, url) => {
    let isIn = true
    await page.route('**/api/**', (route) =>
      isIn ? route.continue() : route.fulfill({ status: 401, headers: oidcRealm }),
    )
    await openList(page, url)
    isIn = false
    await page.locator('main [role=status] + a').waitFor()
  },
  'signed-in browsers': async (page, url) => {
    const viewer = { id: '1', name: '0001', role: 'admin', groups: [] }
    const at = new Date(Date.now() - 60_000).toISOString()
    // What a browser is called is the same in every language.
    const rest = { viewer, browser: '', startedAt: at, lastSeenAt: at, endsAt: at }
    const sessions = [
      { id: 'one', isThis: true, ...rest },
      { id: 'two', isThis: false, ...rest },
    ]
    await page.route('**/api/session', (route) =>
      route.fulfill({ json: { viewer, signIn: 'oidc', canEnd: true } }),
    )
    await page.route('**/api/sessions', (route) => route.fulfill({ json: { sessions } }))
    await page.goto(`${url}/connections`)
    await page.locator('main p > button[aria-expanded]').click()
    await page.locator('p:has(> button[aria-expanded]) + section td').first().waitFor()
  },
  paused: async (page, url) => {
    await openList(page, url)
    await page.keyboard.press('p')
  },
  'first sync': (page, url) =>
    openWithSync(page, url, ({ lastSweep }) => ({
      state: 'live',
      lastSweep: null,
      sweep: lastSweep && {
        ...lastSweep,
        startedAt: new Date(Date.now() - 60_000).toISOString(),
        jobsRead: 300,
        jobCount: 1240,
      },
    })),
  'a contended quota': (page, url) =>
    openWithSync(page, url, ({ quota }) => ({
      problem: aProblem('throttled'),
      quota: { ...quota, sharing: 'contended' },
    })),
  throttled: (page, url) =>
    openWithSync(page, url, () => ({ state: 'slow', problem: aProblem('throttled') })),
  'out of reach': (page, url) =>
    openWithSync(page, url, () => ({ state: 'stale', problem: aProblem('unreachable') })),
  'in need of a person': (page, url) =>
    openWithSync(page, url, () => ({
      state: 'needs-you',
      iotInstanceId: null,
      problem: aProblem('instance-refused'),
    })),
  ...connectionStates,
  ...auditStates,
}

const oidcRealm = { 'www-authenticate': 'Waybill realm="oidc"' }

const anyRow = 'tbody tr[aria-rowindex]'

/** `url`: of the server, or of a list. */
async function openList(page: Page, url: string) {
  await page.goto(url.includes('?') ? url : `${url}/jobs`)
  await page.locator(`${anyRow} a`).first().waitFor()
}

async function openByKey(page: Page, url: string, key: string) {
  await openList(page, url)
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
}

async function openEmpty(page: Page, url: string) {
  await page.goto(url)
  await page.locator('h2, h1:not(.sr-only)').first().waitFor()
}

async function haveNoJobs(page: Page) {
  await page.route('**/api/jobs?*', (route) =>
    route.fulfill({ json: { jobs: [], nextToken: null, jobCount: 0, asOf: null } }),
  )
}

/** For who sees a part of what there is; `said`: what the server says of the sync. */
async function openEmptyFor(page: Page, url: string, said: object) {
  await page.route('**/api/events*', (route) => route.abort('connectionrefused'))
  await page.route('**/api/sync', (route) => route.fulfill({ json: said }))
  await haveNoJobs(page)
  await openEmpty(page, `${url}/jobs`)
}

async function openEditor(page: Page, url: string, filter: string) {
  await openList(page, `${url}/jobs?${filter}`)
  await page.locator('section button[aria-haspopup=dialog]').nth(1).click()
  await page.getByRole('dialog').waitFor()
}

async function openDrawer(page: Page, url: string, filter: string) {
  await openList(page, `${url}/jobs?${filter}`)
  await page.locator(`${anyRow} a`).first().click()
  await page.locator('dl').first().waitFor()
}

/** The server's own word on the sync, with something else about the first connection. */
async function openWithSync(
  page: Page,
  url: string,
  change: (connection: ConnectionSync) => Partial<ConnectionSync>,
) {
  await page.route('**/api/events*', (route) => route.abort('connectionrefused'))
  const said = (await (await fetch(`${url}/api/sync`)).json()) as { connections: ConnectionSync[] }
  const connections = said.connections.map((connection) => ({
    ...connection,
    ...change(connection),
  }))
  await page.route('**/api/sync', (route) => route.fulfill({ json: { connections } }))
  await openList(page, url)
  await page.locator('[role=status] b, [role=progressbar]').first().waitFor()
}

function aProblem(code: ErrorCode): SyncProblem {
  const at = new Date(Date.now() - 12_000).toISOString()
  return {
    code,
    message: 'The host name iot.cn-shanghai.aliyuncs.com cannot be resolved.',
    upstreamCode: 'Throttling.User',
    requestId: '4B1F0C92-6A56-4F1C-8C4B-7A5D2E8F9A01',
    since: at,
    lastAt: at,
    nextTryAt: new Date(Date.now() + 600_000).toISOString(),
  }
}

function fails(code: ErrorCode) {
  return (route: Parameters<Parameters<Page['route']>[1]>[0]) =>
    route.fulfill({
      status: 502,
      json: { error: { code, message: aProblem(code).message, requestId: '4B1F0C92-6A56' } },
    })
}
