import type { Page, Route } from '@playwright/test'
import type { AuditEntry, ConnectionSync } from '../web/api/client.ts'

/** The page of the audit log in each of its states (see `page-states.ts`). */
export const auditStates = {
  'audit log': (page: Page, url: string) => openAudit(page, url, aPage),
  'audit log with older entries that cannot be loaded': async (page: Page, url: string) => {
    await openAudit(page, url, (route, entries) =>
      route.request().url().includes('nextToken')
        ? fail(route, 500, 'internal')
        : aPage(route, entries),
    )
    await page.locator('main table ~ div button').click()
    await page.getByRole('alert').waitFor()
  },
  'audit log without an entry': (page: Page, url: string) =>
    openAudit(page, url, (route) => route.fulfill({ json: { entries: [], nextToken: null } })),
  'audit log that cannot be loaded': (page: Page, url: string) =>
    openAudit(page, url, (route) => fail(route, 500, 'internal')),
  'audit log for who is no admin': (page: Page, url: string) =>
    openAudit(page, url, (route) => fail(route, 403, 'forbidden')),
}

type Answer = (route: Route, entries: readonly AuditEntry[]) => Promise<void>

async function openAudit(page: Page, url: string, answer: Answer) {
  const said = (await (await fetch(`${url}/api/sync`)).json()) as { connections: ConnectionSync[] }
  const entries = entriesOf(said.connections[0]?.connection ?? '')
  await page.route('**/api/audit?*', (route) => answer(route, entries))
  await page.goto(`${url}/connections/audit`)
  await page.locator('main :is(table, h2)').first().waitFor()
}

function aPage(route: Route, entries: readonly AuditEntry[]) {
  return route.fulfill({ json: { entries, nextToken: '1' } })
}

function fail(route: Route, status: number, code: string) {
  const message = 'The server said no.'
  return route.fulfill({ status, json: { error: { code, message, requestId: null } } })
}

/** One of every kind, by everybody whom an entry can name. */
function entriesOf(connection: string): readonly AuditEntry[] {
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString()
  const jing = { id: '陈静', name: '陈静', role: 'admin' }
  const local = { id: 'local', name: 'local', role: 'admin' }
  const nobody = { id: 'anonymous', name: 'anonymous', role: 'anonymous' }
  const exported = { action: 'export' as const, connections: [connection], format: 'csv' }
  return [
    {
      n: 9,
      at: at(2),
      viewer: jing,
      ...exported,
      accounts: 'full',
      filter:
        'status=interrupted&status=running&targetUid=198***567&createdFrom=2026-11-01T00%3A00%3A00.000Z',
      jobCount: 1204,
    },
    {
      n: 8,
      at: at(9),
      viewer: jing,
      action: 'result',
      connection,
      jobId: 'UbmsExampleJobWithLongId010001',
    },
    { n: 7, at: at(30), viewer: jing, action: 'view', connection },
    { n: 6, at: at(64), viewer: local, action: 'view', connection },
    {
      n: 5,
      at: at(1500),
      viewer: local,
      ...exported,
      format: 'ndjson',
      accounts: 'masked',
      filter: '',
      jobCount: 1,
    },
    { n: 4, at: at(4000), viewer: nobody, action: 'view', connection },
    { n: 3, at: at(4001), viewer: jing, action: 'sign-in', by: 'oidc' },
    {
      n: 2,
      at: at(4002),
      viewer: jing,
      action: 'sign-out',
      by: 'oidc',
      why: 'ended',
      endedBy: '王芳',
    },
    {
      n: 1,
      at: at(4003),
      viewer: nobody,
      action: 'refused',
      by: 'proxy',
      why: 'not-the-proxy',
      peer: '203.0.113.207',
    },
  ]
}
