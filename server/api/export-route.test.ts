import { once } from 'node:events'
import { get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, expect, test, vi } from 'vitest'
import { lastingSession, localAdmin, type Session } from '../access/viewer.ts'
import { AppError } from '../errors.ts'
import type { Job, MirroredJob } from '../jobs/job.ts'
import type { JobListQuery, JobPage } from '../jobs/job-store.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aSync } from '../testing/fake-sync.ts'
import { aStatus } from './a-status.ts'
import { toErrorReply } from './error-reply.ts'
import { exportRoute } from './export-route.ts'
import { createSight } from './sight.ts'
import type { Sync } from './sync.ts'
import type { RequestEnv } from './told-request.ts'

const at = Date.parse('2026-11-25T10:02:06.000Z')
const asOf = '2026-11-25T10:02:05.123Z'
const uid = '1984268643261234567'
const ends: (() => unknown)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const never = Number.POSITIVE_INFINITY

/**
 * The route over a mirror in memory. `fails`: from which page on the mirror is closed; `isEndless`:
 * its list has no last page.
 */
async function anExport(jobs: readonly Job[], { fails = never, isEndless = false } = {}) {
  const store = createSqliteStore({ folder: null, now: () => at })
  ends.push(store.close)
  await store.applyPage({ connection: 'here', sentAtMs: at, receivedAtMs: at, jobs })
  const pages: JobPage[] = []
  const logged: unknown[] = []
  async function listJobs(query: JobListQuery) {
    if (pages.length + 1 >= fails) throw new AppError('disk-failed', 'The mirror is closed.')
    const page = await store.listJobs(isEndless ? { ...query, nextToken: undefined } : query)
    pages.push(page)
    return isEndless ? { ...page, nextToken: 'more' } : page
  }
  const statuses: Sync['statuses'] = () => [
    aStatus({ lastSweep: { ...aWalk, finishedAt: asOf } }),
    aStatus({ connection: 'other', lastSweep: null }),
  ]
  const sync = aSync({ asOf: () => asOf, statuses })
  const logError = (error: unknown) => void logged.push(error)
  const audit = { note: () => {} }
  const mirror = { within: () => ({ ...store, listJobs }) }
  const sight = createSight({ store: mirror, sync, now: () => at }, 'everything')
  let endSession = () => {}
  const session: Session = {
    ...lastingSession(localAdmin, null),
    onEnd(listener) {
      endSession = listener
      return () => {}
    },
  }
  const app = new Hono<RequestEnv>()
    .use(async (c, next) => {
      c.set('sight', sight)
      c.set('session', session)
      await next()
    })
    .route('/api', exportRoute({ now: () => at, logError, audit }))
    .onError((error, c) => {
      const { status, body } = toErrorReply(error)
      return c.json(body, status)
    })
  const ask = (query: string) => app.request(`/api/export?${query}`)
  return { store, app, ask, pages, logged, endSession: () => endSession() }
}

/** The real HTTP on loopback. */
async function listen(app: Hono<RequestEnv>) {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** How many pages were read when for so many looks no more were. */
async function atRest(pages: readonly unknown[], looks = 20) {
  for (let still = 0, before = -1; still < looks; before = pages.length) {
    await setTimeout(5)
    still = pages.length === before ? still + 1 : 0
  }
  return pages.length
}

const aWalk = {
  startedAt: asOf,
  pages: 1,
  jobsRead: 1,
  jobCount: 1,
  restarts: 0,
  isSettled: true,
}

const manyJobs = Array.from({ length: 450 }, (_, index) =>
  aJob({
    jobId: `job-${index}`,
    status: index % 3 === 0 ? 'completed' : 'running',
    createdAt: index === 7 ? null : new Date(at - index * 1000).toISOString(),
    targetUid: index % 2 === 0 ? uid : '12',
  }),
)

const lines = (file: string) => file.split('\n').map((line) => line && JSON.parse(line))

test('NDJSON: what it holds, every job in order, and its end', async () => {
  const { ask, store } = await anExport(manyJobs)
  const reply = await ask(
    'format=ndjson&status=running&sort=createdAt&createdFrom=-PT5M&accounts=full',
  )
  const [head, ...rest] = lines(await reply.text())
  const filter = { status: ['running'], createdFrom: '2026-11-25T09:57:06.000Z' }
  const { jobs } = await store.listJobs({
    filter,
    sort: { by: 'createdAt', descending: false },
    pageSize: 200,
  })
  expect(jobs).toHaveLength(199)
  expect(head).toEqual({
    export: {
      asOf,
      exportedAt: '2026-11-25T10:02:06.000Z',
      filter,
      sort: 'createdAt',
      jobCount: 199,
      coverage: 'partial',
      accounts: 'full',
    },
  })
  expect(rest.slice(0, -2)).toEqual(jobs.map((job) => ({ ...job, asOf })))
  expect(rest.slice(-2)).toEqual([{ end: { jobs: 199, complete: true } }, ''])
})

test('the whole set over several pages, each job once, and its facts in the head of the reply', async () => {
  const { ask, pages } = await anExport(manyJobs)
  const reply = await ask('format=csv&connection=here')
  const records = (await reply.text()).split('\r\n')
  expect(new Set(records).size).toBe(1 + 450 + 1)
  expect(pages.map(({ jobs }) => jobs.length)).toEqual(Array(9).fill(50))
  expect(Object.fromEntries(reply.headers)).toEqual({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="waybill-jobs-2026-11-25T10-02-05Z.csv"',
    'x-waybill-as-of': asOf,
    'x-waybill-job-count': '450',
    'x-waybill-filter': 'connection=here',
    'x-waybill-sort': '-createdAt',
    'x-waybill-coverage': 'whole',
    'x-waybill-accounts': 'masked',
  })
})

test('an empty set is a whole file, too', async () => {
  const { ask } = await anExport([])
  const [head, end] = lines(await (await ask('format=ndjson')).text())
  expect([head.export.jobCount, end]).toEqual([0, { end: { jobs: 0, complete: true } }])
})

test.each(['csv', 'ndjson'])(
  'account ids are masked in %s, unless all of them are asked for',
  async (format) => {
    const { ask } = await anExport([aJob({ sourceUid: '12345678', targetUid: uid })])
    const masked = await ask(`format=${format}&targetUid=${uid}`)
    expect(masked.headers.get('x-waybill-filter')).toBe('targetUid=198***567')
    const text = await masked.text()
    expect(text).toContain('198***567')
    expect(text).toContain('1***')
    expect(text).not.toMatch(new RegExp(`${uid}|12345678`))
    expect(await (await ask(`format=${format}&accounts=full`)).text()).toContain(uid)
  },
)

test.each([
  ['', 'format= (csv or ndjson)'],
  ['format=xls', 'format=xls (csv or ndjson)'],
  ['format=csv&format=ndjson', 'format=csv,ndjson'],
  ['format=csv&accounts=all', 'accounts=all (masked or full)'],
  ['format=csv&stauts=running', 'stauts'],
  ['format=csv&status=9', 'status=9'],
  ['format=csv&pageSize=10', 'pageSize'],
  ['format=csv&nextToken=x', 'nextToken'],
])('?%s is refused, and the message names it', async (query, named) => {
  const { ask, pages } = await anExport([])
  const reply = await ask(query)
  expect(reply.status).toBe(400)
  const { error } = (await reply.json()) as { error: { code: string; message: string } }
  expect(error.code).toBe('invalid-request')
  expect(error.message).toContain(named)
  expect(pages).toEqual([])
})

test('a filter that is too long for a header stands in the file alone', async () => {
  const { ask } = await anExport(manyJobs)
  const jobId = manyJobs.slice(0, 150).map((job) => job.jobId)
  const reply = await ask(`format=ndjson&${jobId.map((id) => `jobId=${id}`).join('&')}`)
  expect(reply.headers.has('x-waybill-filter')).toBe(false)
  const [head, ...rest] = lines(await reply.text())
  expect(head.export.filter).toEqual({ jobId })
  expect(rest.filter((line: Partial<MirroredJob>) => line.jobId)).toHaveLength(150)
})

test('what fails before the file begins is told as any failure', async () => {
  const { ask } = await anExport(manyJobs, { fails: 1 })
  const reply = await ask('format=csv')
  expect(reply.status).toBe(500)
  expect(await reply.json()).toMatchObject({ error: { code: 'disk-failed' } })
})

test('no page is read ahead of the client, and none after it went away', async () => {
  const { ask, pages, logged } = await anExport(manyJobs)
  const reader = (await ask('format=csv')).body?.getReader()
  await reader?.read()
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect(pages).toHaveLength(1)
  const going = reader?.read()
  await reader?.cancel()
  await going
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect(pages.length).toBeLessThanOrEqual(2)
  expect(logged).toEqual([])
})

test('a client that stops reading stops the reading of pages, until it reads on or goes', async () => {
  const { app, pages, logged } = await anExport(manyJobs, { isEndless: true })
  const request = get(`${await listen(app)}/api/export?format=ndjson`, { agent: false })
  request.on('error', () => {})
  const [reply] = (await once(request, 'response')) as [IncomingMessage]
  reply.on('error', () => {})
  const stalled = await atRest(pages)
  expect(stalled).toBeGreaterThan(0)
  reply.resume()
  while (pages.length < stalled + 20) await setTimeout(1)
  request.destroy()
  const gone = await atRest(pages)
  expect(await atRest(pages)).toBe(gone)
  expect(logged).toEqual([])
})

test('whoever may look no more is not told the rest of a file', async () => {
  const { app, pages, endSession } = await anExport(manyJobs, { isEndless: true })
  const request = get(`${await listen(app)}/api/export?format=ndjson`, { agent: false })
  const [reply] = (await once(request, 'response')) as [IncomingMessage]
  await atRest(pages)
  endSession()
  reply.resume()
  await expect(once(reply, 'end')).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test.each(['csv', 'ndjson'])(
  'a failure in the middle cuts the reply: no client takes the %s for whole',
  async (format) => {
    const { app, logged } = await anExport(manyJobs, { fails: 3 })
    // The adapter says on the console what was logged already.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const reply = await fetch(`${await listen(app)}/api/export?format=${format}`)
    expect(reply.status).toBe(200)
    await expect(reply.text()).rejects.toThrow('terminated')
    expect(logged).toMatchObject([{ code: 'disk-failed' }])
  },
)
