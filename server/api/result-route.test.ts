import { join } from 'node:path'
import { testClient } from 'hono/testing'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { ResultLink } from '../jobs/job-source.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { aSync } from '../testing/fake-sync.ts'
import { createApp } from './app.ts'
import { createEventStream } from './event-stream.ts'

const atMs = Date.parse('2026-11-24T02:00:00.000Z')
const link: ResultLink = {
  url: 'https://a.oss-cn-shanghai.aliyuncs.com/b?Signature=canary',
  validUntil: '2026-11-24T02:10:00.000Z',
}

async function setUp(findResult: () => Promise<ResultLink | null> = async () => link) {
  const store = createSqliteStore({ folder: null, now: () => atMs })
  onTestFinished(store.close)
  const jobs = ['running', 'initializing', 'completed', 'interrupted', 'unknown-9'] as const
  const asked: unknown[] = []
  const sync = aSync({
    findResult: ({ connection, jobId }) => {
      asked.push({ connection, jobId })
      return findResult()
    },
  })
  await store.applyPage({
    connection: 'here',
    sentAtMs: atMs,
    receivedAtMs: atMs,
    jobs: jobs.map((status) => aJob({ jobId: status, status })),
  })
  const logged: unknown[] = []
  const app = createApp({
    store,
    sync,
    events: createEventStream({ store, sync, clock: createFakeClock(atMs), random: () => 0 }),
    pagesFolder: join(import.meta.dirname, '../../web'),
    logError: (...what) => logged.push(what),
  })
  const { result } = testClient(app).api.jobs[':jobId']
  const get = (jobId: string) => result.$get({ param: { jobId } })
  return { get, asked, logged }
}

test.each(['completed', 'interrupted', 'unknown-9'])(
  'a job that is %s gives a fresh link that nobody keeps or passes on',
  async (jobId) => {
    const { get, asked, logged } = await setUp()
    const reply = await get(jobId)
    expect(await reply.json()).toEqual(link)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
    expect(asked).toEqual([{ connection: 'here', jobId }])
    expect(logged).toEqual([])
  },
)

test.each(['running', 'initializing'])(
  'for a job that is %s nobody is asked, and the answer says why',
  async (jobId) => {
    const { get, asked } = await setUp()
    const reply = await get(jobId)
    expect(reply.status).toBe(404)
    expect(await reply.json()).toEqual({
      error: { code: 'no-result', message: 'The job has not ended yet.' },
    })
    expect(asked).toEqual([])
  },
)

test('where the upstream has no file, the answer says so', async () => {
  const { get } = await setUp(async () => null)
  const reply = await get('completed')
  expect(reply.status).toBe(404)
  expect(await reply.json()).toMatchObject({ error: { code: 'no-result' } })
})

test('an unknown job has no result, and a failure keeps the RequestId', async () => {
  const failure = new AppError('permission-denied', 'no', undefined, { requestId: 'R1' })
  const { get } = await setUp(() => Promise.reject(failure))
  expect((await get('nowhere')).status).toBe(404)
  const denied = await get('completed')
  expect(denied.status).toBe(502)
  expect(await denied.json()).toMatchObject({
    error: { code: 'permission-denied', requestId: 'R1' },
  })
})
