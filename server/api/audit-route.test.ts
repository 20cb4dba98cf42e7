import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAuditLog } from '../audit/audit-log.ts'
import { aJob } from '../testing/a-job.ts'
import { anApp, atMs } from '../testing/an-app.ts'
import { aStatus } from './a-status.ts'

async function aServer() {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-audit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const audit = createAuditLog({ folder, now: () => atMs, onFailure })
  const link = { url: 'https://x.test/?Signature=canary', validUntil: '2026-11-24T02:10:00.000Z' }
  const statuses = () => ['here', 'lab'].map((connection) => ({ ...aStatus(), connection }))
  const { app, store } = anApp({ statuses, findResult: async () => link }, { audit })
  const jobs = [aJob({ jobId: 'one', status: 'completed', targetUid: '1984268643261234567' })]
  await store.applyPage({ connection: 'here', sentAtMs: atMs, receivedAtMs: atMs, jobs })
  const events = async () => {
    const reply = await app.request('/api/audit')
    const { entries } = (await reply.json()) as { entries: Record<string, unknown>[] }
    return entries.map(({ n: _, at: __, ...event }) => event)
  }
  return { app, events, failures }
}

const viewer = { id: 'local', name: 'local', role: 'admin' }

test('a look at the jobs names the connections that it was at; one at anything else is none', async () => {
  const { app, events } = await aServer()
  for (const path of ['/api/sync', '/jobs', '/healthz', '/api/jobs?pageSize=x'])
    await app.request(path)
  expect(await events()).toEqual([])
  await app.request('/api/jobs?connection=lab')
  expect(await events()).toEqual([{ viewer, action: 'view', connection: 'lab' }])
  await app.request('/api/jobs/one')
  await app.request('/api/facets')
  expect(await events()).toEqual([
    { viewer, action: 'view', connection: 'here' },
    { viewer, action: 'view', connection: 'lab' },
  ])
})

test.each([
  ['/api/jobs?connection=%20lab%20', ['lab']],
  ['/api/jobs?connection=here&%63onnection=lab', ['lab', 'here']],
  ['/api/jobs/one?connection=', ['lab', 'here']],
])('%s is a look at %j, as the route reads it', async (path, connections) => {
  const { app, events } = await aServer()
  expect((await app.request(path)).status).toBe(200)
  const seen = connections.map((connection) => ({ viewer, action: 'view', connection }))
  expect(await events()).toEqual(seen)
})

test('a file says what was taken, and a link to a result of which job, but not the link', async () => {
  const { app, events } = await aServer()
  await app.request('/api/jobs/one/result')
  await (
    await app.request('/api/export?format=csv&targetUid=1984268643261234567&accounts=full')
  ).text()
  await (await app.request('/api/export?format=ndjson&targetUid=1984268643261234567')).text()
  const noted = await events()
  expect(noted.filter(({ action }) => action !== 'view')).toEqual([
    {
      viewer,
      action: 'export',
      connections: ['here', 'lab'],
      format: 'ndjson',
      accounts: 'masked',
      filter: 'targetUid=198***567',
      jobCount: 1,
    },
    {
      viewer,
      action: 'export',
      connections: ['here', 'lab'],
      format: 'csv',
      accounts: 'full',
      filter: 'targetUid=198***567',
      jobCount: 1,
    },
    { viewer, action: 'result', connection: 'here', jobId: 'one' },
  ])
  expect(JSON.stringify(noted)).not.toMatch(/canary|1984268643261234567/)
})

test.each([
  'pageSize=0',
  'pageSize=201',
  'pageSize=x',
  'nextToken=-1',
  'nextToken=',
  'nextToken=1e3',
])('%s is refused by name', async (query) => {
  const { app } = await aServer()
  const reply = await app.request(`/api/audit?${query}`)
  expect(reply.status).toBe(400)
  expect(await reply.text()).toContain(query.split('=')[0])
})
