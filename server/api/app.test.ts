import { join } from 'node:path'
import { testClient } from 'hono/testing'
import { afterEach, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { anAccess, writeHeaders } from '../testing/an-access.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSync } from '../testing/fake-sync.ts'
import { createApp } from './app.ts'
import { createEventStream } from './event-stream.ts'
import type { Sync } from './sync.ts'

const at = Date.parse('2026-11-24T02:00:00.000Z')
const ends: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function anApp(sync: Partial<Sync> = {}) {
  const store = createSqliteStore({ folder: null, now: () => at })
  ends.push(store.close)
  const parts = { store, sync: aSync(sync) }
  const logged: unknown[] = []
  const logError = (error: unknown) => void logged.push(error)
  const clock = createFakeClock(at)
  const app = createApp({
    ...parts,
    events: createEventStream({ ...parts, clock, random: () => 0, logError }),
    access: anAccess(),
    now: clock.wallMs,
    pagesFolder: join(import.meta.dirname, '../../web'),
    logError,
  })
  const takeAt = (atMs: number, jobs: ReturnType<typeof aJob>[]) =>
    store.applyPage({ connection: 'here', sentAtMs: atMs, receivedAtMs: atMs, jobs })
  const take = (...jobs: ReturnType<typeof aJob>[]) => takeAt(at, jobs)
  /** Two walks that list the others only, and a look by id that finds nothing. */
  const lose = async (jobId: string, ...others: ReturnType<typeof aJob>[]) => {
    for (const atMs of [at + 1000, at + 2000]) {
      await takeAt(atMs, others)
      const moments = { startedAt: iso(atMs), finishedAt: iso(atMs) }
      const rest = { nextToken: null, pages: 1, jobsRead: 1, jobCount: 1, restarts: 0 }
      await store.noteAbsences('here', { ...moments, ...rest, isSettled: true })
    }
    expect(await store.confirmAbsence('here', jobId, at + 3000)).toBe(true)
  }
  return {
    app,
    api: testClient(app, undefined, undefined, { headers: writeHeaders }).api,
    take,
    lose,
    logged,
  }
}

const iso = (ms: number) => new Date(ms).toISOString()

test('lists a page of jobs with the moment that it is as new as', async () => {
  const { api, take } = anApp({ asOf: () => '2026-11-24T02:00:00.000Z' })
  await take(aJob({ jobId: 'one' }), aJob({ jobId: 'two', status: 'completed' }))
  const reply = await api.jobs.$get({ query: { status: ['completed', 'interrupted'] } })
  expect(await reply.json()).toMatchObject({
    jobs: [{ jobId: 'two', statusSince: { after: null, before: '2026-11-24T02:00:00.000Z' } }],
    nextToken: null,
    jobCount: 1,
    asOf: '2026-11-24T02:00:00.000Z',
  })
  expect(reply.headers.get('cache-control')).toBe('no-store')
})

test('a next token leads to the next page of the same list and of no other', async () => {
  const { api, take } = anApp()
  await take(aJob({ jobId: 'one' }), aJob({ jobId: 'two' }), aJob({ jobId: 'three' }))
  const first = await (await api.jobs.$get({ query: { pageSize: '2' } })).json()
  const nextToken = first.nextToken ?? ''
  const second = await (await api.jobs.$get({ query: { pageSize: '2', nextToken } })).json()
  expect(new Set([...first.jobs, ...second.jobs].map(({ jobId }) => jobId)).size).toBe(3)
  const other = await api.jobs.$get({ query: { sort: 'deviceCount', nextToken } })
  expect(other.status).toBe(400)
})

test.each([
  ['stauts=running', 'stauts'],
  ['status=9', 'status=9'],
  ['pageSize=0', 'pageSize=0'],
  ['pageSize=201', 'pageSize=201'],
  ['sort=name', 'sort=name'],
  ['createdFrom=yesterday', 'createdFrom=yesterday'],
  ['missing=hidden', 'missing=hidden'],
  ['nextToken=abc', 'nextToken'],
])('?%s is refused, and the message names it', async (query, named) => {
  const { app, logged } = anApp()
  const reply = await app.request(`/api/jobs?${query}`)
  expect(reply.status).toBe(400)
  const { error } = (await reply.json()) as { error: { code: string; message: string } }
  expect(error.code).toBe('invalid-request')
  expect(error.message).toContain(named)
  expect(logged).toEqual([])
})

test('counts each facet with the other filters applied', async () => {
  const { api, take } = anApp()
  await take(
    aJob({ jobId: 'one', status: 'running' }),
    aJob({ jobId: 'two', status: 'completed' }),
    aJob({ jobId: 'three', status: 'completed', productKey: 'other' }),
  )
  const { facets } = await (await api.facets.$get({ query: { status: 'completed' } })).json()
  expect(facets.status).toEqual([
    { value: 'completed', name: '', count: 2 },
    { value: 'running', name: '', count: 1 },
  ])
  expect(facets.productKey.map(({ count }) => count)).toEqual([1, 1])
})

test('a job comes with its history', async () => {
  const { api, take } = anApp()
  await take(aJob({ jobId: 'one' }))
  const found = await (await api.jobs[':jobId'].$get({ param: { jobId: 'one' } })).json()
  expect(found).toMatchObject({
    job: { jobId: 'one' },
    transitions: [{ from: null, to: 'running', after: null }],
  })
})

test('an unknown job is asked for upstream once before it is not found', async () => {
  const asked: string[] = []
  const lookUp = async (jobId: string) => {
    asked.push(jobId)
    if (jobId === 'new') await take(aJob({ jobId }))
    return jobId === 'new'
  }
  const { api, take } = anApp({ lookUp })
  const found = await api.jobs[':jobId'].$get({ param: { jobId: 'new' } })
  const missing = await api.jobs[':jobId'].$get({ param: { jobId: 'nowhere' } })
  const impossible = await api.jobs[':jobId'].$get({ param: { jobId: 'not a job id' } })
  expect([found.status, missing.status, impossible.status]).toEqual([200, 404, 404])
  expect(asked).toEqual(['new', 'nowhere'])
})

test('a check asks upstream once and tells what the mirror holds then', async () => {
  const asked: string[] = []
  const check = async (jobId: string) => {
    asked.push(jobId)
    if (jobId === 'new') await take(aJob({ jobId }))
    return jobId === 'new'
  }
  const { api, take } = anApp({ check })
  await take(aJob({ jobId: 'gone' }))
  const found = await api.jobs[':jobId'].check.$post({ param: { jobId: 'new' } })
  expect(found.status).toBe(200)
  expect(await found.json()).toMatchObject({
    job: { jobId: 'new' },
    transitions: [{ from: null, to: 'running' }],
    gaps: [],
    isListed: true,
  })
  const gone = await api.jobs[':jobId'].check.$post({ param: { jobId: 'gone' } })
  expect(await gone.json()).toMatchObject({ job: { jobId: 'gone' }, isListed: false })
  const nowhere = await api.jobs[':jobId'].check.$post({ param: { jobId: 'nowhere' } })
  const impossible = await api.jobs[':jobId'].check.$post({ param: { jobId: 'not a job id' } })
  expect([nowhere.status, impossible.status]).toEqual([404, 404])
  expect(asked).toEqual(['new', 'gone', 'nowhere'])
})

test.each(['disk-full', 'throttled', 'unreachable'] as const)(
  'a check that ends as %s says so',
  async (code) => {
    const check = async () => {
      throw new AppError(code, 'It did not work.')
    }
    const { app } = anApp({ check })
    const reply = await app.request('/api/jobs/one/check', {
      method: 'POST',
      headers: writeHeaders,
    })
    expect(reply.status).toBe({ 'disk-full': 507, throttled: 503, unreachable: 502 }[code])
    expect(await reply.json()).toMatchObject({ error: { code, message: 'It did not work.' } })
  },
)

test('missing jobs are listed and counted when asked for, and one is shown by its id', async () => {
  const { app, take, lose } = anApp()
  await take(aJob({ jobId: 'there' }), aJob({ jobId: 'gone' }))
  await lose('gone', aJob({ jobId: 'there' }))
  const listed = async (query: string) => {
    const reply = await app.request(`/api/jobs${query}`)
    const { jobs } = (await reply.json()) as { jobs: { jobId: string }[] }
    return jobs.map(({ jobId }) => jobId).sort()
  }
  expect(await listed('')).toEqual(['there'])
  expect(await listed('?missing=shown')).toEqual(['gone', 'there'])
  expect(await listed('?missing=only')).toEqual(['gone'])
  const facets = await app.request('/api/facets?missing=only')
  expect(await facets.json()).toMatchObject({ facets: { status: [{ count: 1 }] } })
  const detail = await app.request('/api/jobs/gone')
  expect(await detail.json()).toMatchObject({ job: { missingSince: expect.any(String) } })
})

test('what the upstream refuses is told with its RequestId and logged', async () => {
  const lookUp = async () => {
    throw new AppError('credentials-refused', 'The key is unknown.', 'cause', { requestId: 'E55E' })
  }
  const { app, logged } = anApp({ lookUp })
  const reply = await app.request('/api/jobs/one')
  expect(reply.status).toBe(502)
  expect(await reply.json()).toEqual({
    error: { code: 'credentials-refused', message: 'The key is unknown.', requestId: 'E55E' },
  })
  expect(logged).toHaveLength(1)
})

test('an unexpected failure says nothing of itself to the caller', async () => {
  const lookUp = async () => {
    throw new Error('secret of the house')
  }
  const { app, logged } = anApp({ lookUp })
  const reply = await app.request('/api/jobs/one')
  expect(reply.status).toBe(500)
  expect(await reply.text()).not.toContain('secret')
  expect(logged).toHaveLength(1)
})

test('an unknown path under /api is not the page', async () => {
  const reply = await anApp().app.request('/api/nothing')
  expect(reply.status).toBe(404)
  expect(await reply.json()).toMatchObject({ error: { code: 'not-found' } })
})

test('is alive, and ready while the mirror answers', async () => {
  const { app } = anApp()
  expect((await app.request('/healthz')).status).toBe(200)
  expect((await app.request('/readyz')).status).toBe(200)
  for (const end of ends.splice(0)) await end()
  expect((await app.request('/readyz')).status).toBe(500)
})

test('serves the shell for its pages, and for others as not found', async () => {
  const { app } = anApp()
  for (const path of ['/jobs', '/jobs?status=running', '/jobs/one']) {
    const reply = await app.request(path)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-cache')
    expect(await reply.text()).toContain('<div id="app">')
  }
  expect((await app.request('/nowhere')).status).toBe(404)
  expect((await app.request('/assets/nothing.js')).status).toBe(404)
  expect((await app.request('/')).headers.get('location')).toBe('/jobs')
})

test.each([
  ['POST', '/api/jobs'],
  ['PUT', '/healthz'],
  ['GET', '/assets/nothing.js'],
])('%s %s is refused in the words of every failure', async (method, path) => {
  const reply = await anApp().app.request(path, { method, headers: writeHeaders })
  expect(reply.status).toBe(404)
  expect(await reply.json()).toMatchObject({ error: { code: 'not-found' } })
})

test('every answer forbids scripts that are not ours', async () => {
  for (const path of ['/api/jobs', '/api/nothing', '/healthz']) {
    const policy = (await anApp().app.request(path)).headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
  }
})
