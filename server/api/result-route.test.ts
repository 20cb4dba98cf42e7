import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { ResultLink } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { anApp, atMs } from '../testing/an-app.ts'

const link: ResultLink = {
  url: 'https://a.oss-cn-shanghai.aliyuncs.com/b?Signature=canary',
  validUntil: '2026-11-24T02:10:00.000Z',
}

async function setUp(findResult: () => Promise<ResultLink | null> = async () => link) {
  const asked: unknown[] = []
  const { api, store, logged } = anApp({
    findResult: ({ connection, jobId }) => {
      asked.push({ connection, jobId })
      return findResult()
    },
  })
  const jobs = ['running', 'initializing', 'completed', 'interrupted', 'unknown-9'] as const
  await store.applyPage({
    connection: 'here',
    sentAtMs: atMs,
    receivedAtMs: atMs,
    jobs: jobs.map((status) => aJob({ jobId: status, status })),
  })
  const get = (jobId: string) => api.jobs[':jobId'].result.$get({ param: { jobId } })
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
    expect(await reply.json()).toMatchObject({
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
