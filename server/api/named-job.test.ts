import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import { writeHeaders } from '../testing/an-access.ts'
import { anApp, atMs } from '../testing/an-app.ts'

/** Two connections, each with a job `both`; `east` has `mine` as well. */
async function setUp() {
  const asked: unknown[] = []
  const { app, store } = anApp({
    asOf: (connections) => (connections?.includes('east') ? 'of east' : 'of all'),
    check: async (...what) => asked.push(['check', ...what]) > 0,
    lookUp: async (...what) => asked.push(['look-up', ...what]) < 0,
    findResult: async ({ connection, jobId }) => {
      asked.push(['result', jobId, connection])
      return { url: 'https://a.example', validUntil: '' }
    },
  })
  const look = (connection: string, jobIds: string[]) =>
    store.applyPage({
      connection,
      sentAtMs: atMs,
      receivedAtMs: atMs,
      jobs: jobIds.map((jobId) => aJob({ jobId, productKey: connection, status: 'completed' })),
      texts: new Map(jobIds.map((jobId) => [jobId, `{"of":"${connection}"}`])),
    })
  await look('west', ['both'])
  await look('east', ['both', 'mine'])
  async function ask(path: string, method = 'GET') {
    const reply = await app.request(`/api${path}`, { method, headers: writeHeaders })
    return { status: reply.status, body: await reply.json() }
  }
  return { ask, asked }
}

const calls = [
  ['GET', ''],
  ['GET', '/result'],
  ['GET', '/received'],
  ['POST', '/check'],
] as const

test.each(calls)(
  '%s /jobs/both%s without a connection names those to choose from',
  async (method, what) => {
    const { ask, asked } = await setUp()
    expect(await ask(`/jobs/both${what}`, method)).toMatchObject({
      status: 300,
      body: {
        error: {
          code: 'ambiguous',
          message: expect.stringContaining('east, west'),
          connections: ['east', 'west'],
        },
      },
    })
    expect(asked).toEqual([])
  },
)

test.each(['east', 'west'])('with connection=%s each of them is about that job', async (name) => {
  const { ask, asked } = await setUp()
  const query = `?connection=${name}`
  expect((await ask(`/jobs/both${query}`)).body.job).toMatchObject({
    connection: name,
    productKey: name,
  })
  expect((await ask(`/jobs/both/received${query}`)).body.received.text).toContain(name)
  expect((await ask(`/jobs/both/result${query}`)).status).toBe(200)
  expect((await ask(`/jobs/both/check${query}`, 'POST')).body.job.connection).toBe(name)
  expect(asked).toEqual([
    ['result', 'both', name],
    ['check', 'both', name],
  ])
})

test('a job that one connection alone has needs no connection', async () => {
  const { ask } = await setUp()
  expect((await ask('/jobs/mine')).body.job.connection).toBe('east')
})

test.each(calls)(
  '%s /jobs/mine%s in the other connection is not found, and nobody else is asked',
  async (method, what) => {
    const { ask, asked } = await setUp()
    const { status, body } = await ask(`/jobs/mine${what}?connection=west`, method)
    expect([status, body.error.code]).toEqual([404, 'not-found'])
    expect(asked).toEqual([[method === 'POST' ? 'check' : 'look-up', 'mine', 'west']])
  },
)

test('connections are counted, under the other filters, and a list is as new as its own', async () => {
  const { ask } = await setUp()
  expect((await ask('/facets?connection=west')).body.facets.connection).toEqual([
    { value: 'east', name: '', count: 2 },
    { value: 'west', name: '', count: 1 },
  ])
  expect((await ask('/facets?q=mine')).body.facets.connection).toEqual([
    { value: 'east', name: '', count: 1 },
  ])
  expect((await ask('/jobs?connection=east')).body.asOf).toBe('of east')
  expect((await ask('/jobs')).body.asOf).toBe('of all')
})
