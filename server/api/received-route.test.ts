import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { anApp, atMs } from '../testing/an-app.ts'

const text = '{"JobId":"one","SourceUid":1984268643261234567,"New":1.50}'

async function setUp(texts: ReadonlyMap<string, string>) {
  const { app, store } = anApp()
  const job = aJob({ jobId: 'one' })
  const moments = { sentAtMs: atMs, receivedAtMs: atMs + 80 }
  await store.applyPage({ connection: 'here', ...moments, jobs: [job], texts, requestId: 'R1' })
  return async (path: string) => {
    const reply = await app.request(`/api/jobs/${path}`)
    return { status: reply.status, body: await reply.json() }
  }
}

test('a job’s row is given as it came, account ids masked', async () => {
  const get = await setUp(new Map([['one', text]]))
  const received = {
    text: '{"JobId":"one","SourceUid":"198•••567","New":1.50}',
    operation: 'ListDeviceDistributeJob',
    at: '2026-11-24T02:00:00.080Z',
    requestId: 'R1',
  }
  expect(await get('one/received')).toEqual({ status: 200, body: { received } })
  expect(await get('one/received?accounts=full')).toEqual({
    status: 200,
    body: { received: { ...received, text } },
  })
})

test('a row that came before texts were kept has none; an unknown job is not found', async () => {
  const get = await setUp(new Map())
  expect(await get('one/received')).toEqual({ status: 200, body: { received: null } })
  expect(await get('two/received')).toMatchObject({ status: 404 })
})

test('neither list nor detail carries the text', async () => {
  const get = await setUp(new Map([['one', text]]))
  expect(JSON.stringify([await get(''), await get('one')])).not.toContain('1.50')
})
