import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEmulator } from './emulator.ts'
import type { Listening } from './listen.ts'
import { createPlainClient, type PlainParams } from './plain-client.ts'

let time = Date.parse('2026-03-04T05:06:07.250Z')
const now = () => time
const tokenTtlMs = 60_000
const options = { jobs: 25_000, now, isRateLimited: false, frozen: true, tokenTtlMs }
const emulator = createEmulator(options)
const { world } = emulator
let gateway: Listening

beforeAll(async () => {
  gateway = await emulator.listen()
})
afterAll(() => gateway.close())

async function call(action: string, params: PlainParams) {
  return (await createPlainClient(gateway.url, now)(action, params)).json
}

const list = (params: PlainParams) => call('ListDeviceDistributeJob', params)
const refused = { Success: false, Code: 'iot.common.InvalidPageParams' }

describe('ListDeviceDistributeJob', () => {
  test('answers in the documented shape, with lists as arrays', async () => {
    const [job] = world.pageAt({}, 0, 1).jobs
    const answer = await list({ PageSize: 1 })
    expect(answer).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      Success: true,
      Data: {
        Total: 25_000,
        NextToken: expect.stringMatching(/^TGlzdFJlc291[A-Za-z0-9+/]+=*$/),
        JobInfo: {
          items: [
            {
              JobId: job?.jobId,
              ProductKey: job?.productKey,
              Status: job?.status,
              Strategy: job?.strategy,
              Total: job?.deviceCount,
              GmtCreate: job?.createdAt,
              SourceUid: job?.sourceUid,
              SourceInstanceId: job?.source.id,
              SourceInstanceName: job?.source.name,
              SourceRegion: job?.source.region,
              TargetUid: job?.targetUid,
              TargetInstanceConfigs: {
                targetInstanceConfigs: job?.targets.map(({ id, name, region }) => ({
                  TargetInstanceId: id,
                  TargetInstanceName: name,
                  TargetRegion: region,
                })),
              },
            },
          ],
        },
      },
    })
  })

  test('gives an empty list and an empty token when nothing matches', async () => {
    const { Data } = await list({ PageSize: 10, TargetUid: 'nobody' })
    expect(Data).toEqual({ Total: 0, NextToken: '', JobInfo: { items: [] } })
  })

  test('joins its filters', async () => {
    const filter = { status: 3, productKey: 'a1BwAGV4kPz', targetUid: '1984268643260471' }
    const { Data } = await list({
      PageSize: 200,
      Status: 3,
      ProductKey: filter.productKey,
      TargetUid: filter.targetUid,
    })
    const { jobs, total } = world.pageAt(filter, 0, 200)
    expect(Data.Total).toBe(total)
    expect(Data.JobInfo.items.map((item: { JobId: string }) => item.JobId)).toEqual(
      jobs.map(({ jobId }) => jobId),
    )
  })

  test('finds a job by its id only when the other filters hold too', async () => {
    const [job] = world.pageAt({ status: 2 }, 0, 1).jobs
    const JobId = job?.jobId ?? ''
    expect((await list({ PageSize: 10, JobId, Status: 2 })).Data.Total).toBe(1)
    expect((await list({ PageSize: 10, JobId, Status: 1 })).Data.Total).toBe(0)
  })

  test.each([
    { params: {}, code: 'MissingPageSize' },
    { params: { PageSize: 'ten' }, code: 'InvalidPageSize' },
    { params: { PageSize: 0 }, code: refused.Code },
    { params: { PageSize: 201 }, code: refused.Code },
    { params: { PageSize: 10, CurrentPage: 0 }, code: refused.Code },
    { params: { PageSize: 10, CurrentPage: 'x' }, code: 'InvalidCurrentPage' },
    { params: { PageSize: 10, Status: 'done' }, code: 'InvalidStatus' },
    { params: { PageSize: 10, NextToken: 'nonsense' }, code: refused.Code },
  ])('refuses $params as $code', async ({ params, code }) => {
    const answer = await list(params)
    expect(answer.Code).toBe(code)
    expect(answer.Data).toBeUndefined()
  })

  test.each([
    { PageSize: 200, CurrentPage: 51, offset: 10_000 },
    { PageSize: 100, CurrentPage: 101, offset: 10_000 },
  ])('reads by page up to an offset of 10,000, and from there by token', async (given) => {
    const { offset, ...params } = given
    const { Data } = await list(params)
    expect(Data.JobInfo.items[0].JobId).toBe(world.pageAt({}, offset, 1).jobs[0]?.jobId)
    const beyond = { ...params, CurrentPage: params.CurrentPage + 1 }
    expect(await list(beyond)).toMatchObject(refused)
    expect(await list({ ...beyond, NextToken: Data.NextToken })).toMatchObject({ Success: true })
  })

  test('prefers a token to a page, and lets the page size change', async () => {
    const { Data } = await list({ PageSize: 10 })
    const next = await list({ PageSize: 5, CurrentPage: 1, NextToken: Data.NextToken })
    expect(next.Data.JobInfo.items[0].JobId).toBe(world.pageAt({}, 10, 1).jobs[0]?.jobId)
  })

  test('refuses a token under another filter, after its time, or changed', async () => {
    const { NextToken } = (await list({ PageSize: 10, Status: 2 })).Data
    expect(await list({ PageSize: 10, NextToken })).toMatchObject(refused)
    const forged = Buffer.from(NextToken, 'base64').toString().replace(/:\d/, ':0')
    const changed = Buffer.from(forged).toString('base64')
    expect(await list({ PageSize: 10, Status: 2, NextToken: changed })).toMatchObject(refused)
    time += tokenTtlMs - 1
    expect(await list({ PageSize: 10, Status: 2, NextToken })).toMatchObject({ Success: true })
    time += 1
    expect(await list({ PageSize: 10, Status: 2, NextToken })).toMatchObject(refused)
  })

  test('gives an empty token on the last page, also when it is full', async () => {
    const productKey = world.create({ productKey: 'two' }).productKey
    world.create({ productKey })
    const first = await list({ PageSize: 1, ProductKey: productKey })
    const NextToken = first.Data.NextToken
    const last = await list({ PageSize: 1, ProductKey: productKey, NextToken })
    expect(last.Data).toMatchObject({ Total: 2, NextToken: '' })
    for (const { jobId } of world.pageAt({ productKey }, 0, 2).jobs) world.delete(jobId)
  })

  test('neither repeats nor skips a job when others arrive during the walk', async () => {
    const before = world.pageAt({}, 0, 20).jobs.map(({ jobId }) => jobId)
    const first = await list({ PageSize: 10 })
    const arrived = world.create()
    const second = await list({ PageSize: 10, NextToken: first.Data.NextToken })
    const seen = [...first.Data.JobInfo.items, ...second.Data.JobInfo.items]
    expect(seen.map(({ JobId }) => JobId)).toEqual(before)
    world.delete(arrived.jobId)
  })
})

describe('XML', () => {
  const v1 = { scheme: 'v1', changed: { Format: undefined } } as const

  test('is what V1 answers without a Format, with the documented elements', async () => {
    const client = createPlainClient(gateway.url, now)
    const made = world.create({
      productKey: 'a<b',
      source: { id: 'i', name: '苏州 & Co', region: 'r' },
    })
    const params = { PageSize: 2, ProductKey: 'a<b' }
    const { headers, text } = await client('ListDeviceDistributeJob', params, v1)
    expect(headers.get('content-type')).toBe('text/xml;charset=utf-8')
    const targets = made.targets.map(
      ({ id, name, region }) =>
        `<targetInstanceConfigs><TargetRegion>${region}</TargetRegion><TargetInstanceName>${name}</TargetInstanceName><TargetInstanceId>${id}</TargetInstanceId></targetInstanceConfigs>`,
    )
    expect(text).toContain('<ListDeviceDistributeJobResponse><RequestId>')
    expect(text).toContain(
      '</RequestId><Data><NextToken></NextToken><Total>1</Total><JobInfo><items>',
    )
    expect(text).toContain('<SourceInstanceName>苏州 &amp; Co</SourceInstanceName>')
    expect(text).toContain('<ProductKey>a&lt;b</ProductKey>')
    expect(text).toContain(`<TargetInstanceConfigs>${targets.join('')}</TargetInstanceConfigs>`)
    expect(text).toContain('</Data><Success>true</Success></ListDeviceDistributeJobResponse>')
    world.delete(made.jobId)
  })

  test('carries errors in an Error element', async () => {
    const { status, text } = await createPlainClient(gateway.url, now)('Nothing<', {}, v1)
    expect(status).toBe(404)
    expect(text).toMatch(
      /^<\?xml [^>]+\?><Error><RequestId>.*<Code>InvalidApi.NotFound<\/Code><\/Error>$/,
    )
  })

  test('is what V3 answers to a client that accepts nothing else', async () => {
    const client = createPlainClient(gateway.url, now)
    const asked = { changed: { accept: 'application/xml' } }
    const { text } = await client('ListDeviceDistributeJob', { PageSize: 1 }, asked)
    expect(text).toContain('<ListDeviceDistributeJobResponse>')
  })
})

test('holds its clock up in the Date header', async () => {
  const { headers } = await createPlainClient(gateway.url, now)('ListDeviceDistributeJob')
  expect(headers.get('date')).toBe(new Date(time).toUTCString())
})
