import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient, type PlainParams } from './plain-client.ts'

let time = Date.parse('2026-03-04T05:06:07.250Z')
const now = () => time
const emulator = createEmulator({ jobs: 500, now, frozen: true })
const { world } = emulator
let gateway: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
})
afterAll(() => gateway.close())
beforeEach(() => {
  // A second of its own for each test.
  time += 5000
})

const ask = (action: string, params: PlainParams) =>
  createPlainClient(gateway.url, now)(action, params)
const call = async (action: string, params: PlainParams) => (await ask(action, params)).json

function anyJob(status: number) {
  const [job] = world.pageAt({ status }, 0, 1).jobs
  if (!job) throw new Error('The world has no such job')
  return job
}

describe('QueryDeviceDistributeJob', () => {
  test('gives one job, without names and regions', async () => {
    const job = anyJob(2)
    const { Data, Success } = await call('QueryDeviceDistributeJob', { JobId: job.jobId })
    expect(Success).toBe(true)
    expect(Data).toEqual({
      GmtCreate: job.createdAt,
      JobId: job.jobId,
      ProductKey: job.productKey,
      SourceInstanceId: job.source.id,
      SourceUid: job.sourceUid,
      Status: 2,
      Strategy: job.strategy,
      TargetUid: job.targetUid,
      Total: job.deviceCount,
      TargetInstanceConfigs: {
        targetInstanceConfigs: job.targets.map(({ id }) => ({ TargetInstanceId: id })),
      },
    })
  })

  test('fails for an id that no job has, and for none', async () => {
    expect(await call('QueryDeviceDistributeJob', { JobId: 'x' })).toMatchObject({
      Success: false,
      Code: 'iot.system.IllegalRequest',
    })
    expect(await call('QueryDeviceDistributeJob', {})).toMatchObject({ Code: 'MissingJobId' })
  })
})

describe('QueryDeviceDistributeDetail', () => {
  const linkOf = async (jobId: string): Promise<string> =>
    (await call('QueryDeviceDistributeDetail', { JobId: jobId })).File

  test('links a file with one entry per device, for ten minutes', async () => {
    const job = anyJob(2)
    const link = await linkOf(job.jobId)
    expect(new URL(link).origin).toBe(gateway.url)
    const file = await fetch(link)
    expect(file.status).toBe(200)
    const entries = (await file.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries).toHaveLength(job.deviceCount)
    expect(entries.filter(({ Code }) => Code === 200).length).toBeGreaterThan(0)
    time += 599_000
    expect((await fetch(link)).status).toBe(200)
    time += 1000
    const expired = await fetch(link)
    expect(expired.status).toBe(403)
    expect(await expired.text()).toContain('<Code>AccessDenied</Code>')
  })

  test('links nothing for a job that is unfinished', async () => {
    expect(await linkOf(anyJob(1).jobId)).toBeUndefined()
  })

  test('refuses a link that was changed, and misses a job that is gone', async () => {
    const job = world.create({ status: 3 })
    const link = await linkOf(job.jobId)
    expect((await fetch(link.replace(/Expires=\d+/, 'Expires=9999999999'))).status).toBe(403)
    expect(await (await fetch(link)).text()).toContain('"Code":500')
    world.delete(job.jobId)
    expect((await fetch(link)).status).toBe(404)
  })
})

describe('QueryProductList', () => {
  test('names the products page by page, and none beyond the last', async () => {
    const first = await call('QueryProductList', { CurrentPage: 1, PageSize: 5 })
    expect(first).toMatchObject({ Success: true, Code: '', Data: { PageCount: 3, Total: 12 } })
    expect(first.Data.List.ProductInfo[0]).toMatchObject({
      ProductKey: 'a1BwAGV4kPz',
      ProductName: 'Smart Plug S2',
      GmtCreate: expect.any(Number),
    })
    const beyond = await call('QueryProductList', { CurrentPage: 4, PageSize: 5 })
    expect(beyond.Data.List).toEqual({ ProductInfo: [] })
    const codes = [{ PageSize: 5 }, { CurrentPage: 0, PageSize: 5 }]
    const answers = await Promise.all(codes.map((params) => call('QueryProductList', params)))
    expect(answers.map(({ Code }) => Code)).toEqual([
      'MissingCurrentPage',
      'iot.common.InvalidPageParams',
    ])
  })
})

test.each([
  { action: 'ListDeviceDistributeJob', params: { PageSize: 1 }, limit: 5 },
  { action: 'QueryDeviceDistributeJob', params: { JobId: 'x' }, limit: 10 },
  { action: 'QueryDeviceDistributeDetail', params: { JobId: 'x' }, limit: 5 },
  { action: 'QueryProductList', params: { CurrentPage: 1, PageSize: 9 }, limit: 50 },
  { action: 'QueryProductList', params: { CurrentPage: 500, PageSize: 200 }, limit: 2 },
])('$action may be called $limit times a second', async ({ action, params, limit }) => {
  emulator.arrivals.clear()
  for (let count = 0; count < limit; count += 1) {
    expect((await call(action, params)).Code).not.toBe('Throttling.User')
  }
  time += 400
  const { status, headers, json } = await ask(action, params)
  expect(status).toBe(400)
  expect(json.Code).toBe('Throttling.User')
  expect(headers.get('x-acs-retry-after')).toBe('600')
  expect(headers.get('x-ratelimit-user-api')).toBe(`Limit:${limit},Remain:0,TimeLeft:600,Reset:600`)
  expect(emulator.arrivals.report().throttled).toBe(1)
  time += 600
  expect((await call(action, params)).Code).not.toBe('Throttling.User')
})
