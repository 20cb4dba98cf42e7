import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLossless } from './lossless-json.ts'
import { readReply } from './wire.ts'
import { toJobRows } from './wire-jobs.ts'

const read = (data: unknown) => toJobRows(parseLossless(JSON.stringify(data)), null)
const rows = (...items: unknown[]) => read({ JobInfo: { items } })
const row = (overrides: object = {}) => rows({ JobId: 'one', ...overrides }).jobs[0]

test('reads the documented sample, whose lists are lone objects', () => {
  const text = readFileSync(new URL('samples/list-jobs.json', import.meta.url), 'utf8')
  const reply = readReply(text, 'application/json')
  expect(reply.kind === 'success' && toJobRows(reply.data, null)).toEqual({
    jobs: [
      {
        jobId: 'UbmsMHmkqv0PiAG****010001',
        productKey: 'a1BwAGV****',
        status: 'running',
        strategy: 'specified-region',
        source: { id: 'iot-cn-6ja***', name: 'Instance Debug 1', region: 'cn-shanghai' },
        sourceUid: '198***',
        targets: [{ id: 'iot-cn-6ja***', name: 'Instance Debug 2', region: 'cn-shanghai' }],
        targetUid: '198***',
        deviceCount: 5,
        createdAt: '2020-02-13T12:12:22.000Z',
      },
    ],
    nextToken: 'TGlzdFJlc291***',
    jobCount: 10,
    unreadable: 0,
    texts: new Map([['UbmsMHmkqv0PiAG****010001', expect.stringContaining('"Total":5')]]),
  })
})

test('a row comes with its own text, every digit and every field of it', () => {
  const text =
    '{"JobInfo":{"items":[{"JobId":"one","SourceUid":1984268643261234567,"New":[1.50,"1.50",{"a":-0}]},7]}}'
  const { texts, unreadable } = toJobRows(parseLossless(text), null)
  expect([...texts]).toEqual([
    ['one', '{"JobId":"one","SourceUid":1984268643261234567,"New":[1.50,"1.50",{"a":-0}]}'],
  ])
  expect(unreadable).toBe(1)
})

describe('lists', () => {
  const one = { JobId: 'one' }
  test.each([
    { jobInfo: { items: [one] }, ids: ['one'] },
    { jobInfo: { items: [one, { JobId: 'two' }] }, ids: ['one', 'two'] },
    { jobInfo: { items: one }, ids: ['one'] },
    { jobInfo: { Items: [one] }, ids: ['one'] },
    { jobInfo: [one], ids: ['one'] },
    { jobInfo: one, ids: ['one'] },
    { jobInfo: { items: [] }, ids: [] },
    { jobInfo: { items: null, more: 1 }, ids: [] },
    { jobInfo: { items: '' }, ids: [] },
    { jobInfo: {}, ids: [] },
    { jobInfo: [], ids: [] },
    { jobInfo: null, ids: [] },
    { jobInfo: '', ids: [] },
    { jobInfo: undefined, ids: [] },
  ])('$jobInfo holds $ids', ({ jobInfo, ids }) => {
    const page = read({ JobInfo: jobInfo })
    expect(page.jobs.map(({ jobId }) => jobId)).toEqual(ids)
    expect(page.unreadable).toBe(0)
  })

  test('targets come in the same shapes', () => {
    const target = { TargetInstanceId: 'a', TargetInstanceName: ' A ' }
    const instance = { id: 'a', name: 'A', region: '' }
    const targets = (value: unknown) => row({ TargetInstanceConfigs: value })?.targets
    expect(targets({ targetInstanceConfigs: [target, target] })).toEqual([instance, instance])
    expect(targets({ targetInstanceConfigs: target })).toEqual([instance])
    expect(targets([target])).toEqual([instance])
    expect(targets({ targetInstanceConfigs: [null, {}] })).toEqual([])
    expect(targets('')).toEqual([])
    expect(targets(undefined)).toEqual([])
  })
})

test.each([
  [{ Status: 0 }, { status: 'initializing' }],
  [{ Status: '3' }, { status: 'interrupted' }],
  [{ Status: '2.0' }, { status: 'completed' }],
  [{ Status: 7 }, { status: 'unknown-7' }],
  [{ Status: -1 }, { status: 'unknown--1' }],
  [{ Status: 'PAUSED' }, { status: 'unknown-PAUSED' }],
  [{ Status: null }, { status: 'unknown-' }],
  [{}, { status: 'unknown-' }],
  [{ Strategy: 1 }, { strategy: 'nearest-region' }],
  [{ Strategy: '2' }, { strategy: 'unknown-2' }],
  [{ Total: '4800' }, { deviceCount: 4800 }],
  [{ Total: 0 }, { deviceCount: 0 }],
  [{ Total: -5 }, { deviceCount: null }],
  [{ Total: {} }, { deviceCount: null }],
  [{ GmtCreate: '1581595942000' }, { createdAt: '2020-02-13T12:12:22.000Z' }],
  [{ GmtCreate: 1581595942 }, { createdAt: '2020-02-13T12:12:22.000Z' }],
  [{ GmtCreate: '1.581595942E12' }, { createdAt: '2020-02-13T12:12:22.000Z' }],
  [{ GmtCreate: 4102444800000 }, { createdAt: '2100-01-01T00:00:00.000Z' }],
  [{ GmtCreate: 0 }, { createdAt: null }],
  [{ GmtCreate: 1e20 }, { createdAt: null }],
  [{ GmtCreate: 'yesterday' }, { createdAt: null }],
  [{ SourceUid: 16 }, { sourceUid: '16' }],
  [{ SourceInstanceName: ' Factory \n' }, { source: { id: '', name: 'Factory', region: '' } }],
  [{ SourceInstanceName: 'a\ud800b' }, { source: { id: '', name: 'a\ufffdb', region: '' } }],
  [{ ProductKey: ['a'] }, { productKey: '' }],
])('reads %j as %j', (wire, ours) => {
  expect(row(wire)).toMatchObject(ours)
})

test('a row that leaves everything out but its id is still a job', () => {
  expect(row()).toEqual({
    jobId: 'one',
    productKey: '',
    status: 'unknown-',
    strategy: 'unknown-',
    source: { id: '', name: '', region: '' },
    sourceUid: '',
    targets: [],
    targetUid: '',
    deviceCount: null,
    createdAt: null,
  })
})

test('an account id keeps its digits when it comes as a bare number', () => {
  const data = parseLossless(
    '{"JobInfo":{"items":[{"JobId":"a","TargetUid":1984268643261234567}]}}',
  )
  expect(toJobRows(data, null).jobs[0]?.targetUid).toBe('1984268643261234567')
})

test.each([
  [{}],
  [{ JobId: '' }],
  [{ JobId: ' ' }],
  [{ JobId: null }],
  [{ JobId: ['a'] }],
  [{ JobId: 'a\ud800' }],
  [{ JobId: 'bad \ufffd bytes' }],
  [{ JobId: 'a\u0000b' }],
  [{ JobId: 'x'.repeat(257) }],
  [{ JobId: 'a', TargetInstanceConfigs: { targetInstanceConfigs: ['b'] } }],
  ['text'],
  [7],
  [[]],
])('counts the row %j as unreadable and keeps its neighbours', (bad) => {
  const page = rows({ JobId: 'before' }, bad, { JobId: 'after' })
  expect(page.jobs.map(({ jobId }) => jobId)).toEqual(['before', 'after'])
  expect(page.unreadable).toBe(1)
})

test.each([
  [{}, null],
  [{ NextToken: '' }, null],
  [{ NextToken: null }, null],
  [{ NextToken: ' ' }, null],
  [{ NextToken: 'TGlz==' }, 'TGlz=='],
  [{ NextToken: 5 }, '5'],
])('in %j the next token is %j', (data, nextToken) => {
  expect(read(data).nextToken).toBe(nextToken)
})

test.each([
  [{}, null],
  [{ Total: null }, null],
  [{ Total: '25000' }, 25_000],
  [{ Total: 'many' }, null],
])('in %j the job count is %j', (data, jobCount) => {
  expect(read(data).jobCount).toBe(jobCount)
})

test.each([
  [null],
  [undefined],
  [''],
  [[]],
  ['text'],
  [{ NextToken: {} }],
  [{ NextToken: true }],
  // Could not be sent back.
  [{ NextToken: 'TGlz\ud800' }],
])('refuses %j, which would end a walk too early', (data) => {
  expect(() => toJobRows(data, 'R')).toThrow(
    expect.objectContaining({ code: 'unreadable-reply', details: { requestId: 'R' } }),
  )
})

test('refuses a page of far too many rows', () => {
  const items = Array.from({ length: 1001 }, (_, index) => ({ JobId: String(index) }))
  expect(() => read({ JobInfo: { items } })).toThrow('1001 rows')
})

describe('under fuzz', () => {
  const oddity = fc.oneof(
    fc.constantFrom(undefined, null, '', 0, true, {}, []),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.jsonValue(),
  )
  const text = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/)
  const sane = fc.record({
    JobId: text,
    ProductKey: text,
    Status: fc.nat({ max: 9 }),
    SourceUid: fc.stringMatching(/^[1-9]\d{14,24}$/),
    Total: fc.nat(),
  })
  const wild = fc.dictionary(
    fc.constantFrom('JobId', 'ProductKey', 'Status', 'Total', 'GmtCreate', 'TargetInstanceConfigs'),
    oddity,
  )

  test('whatever stands beside it, a sane row is read exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(sane, wild, oddity), { maxLength: 8 }), sane, (others, job) => {
        const page = rows(...others, job)
        expect(page.jobs.at(-1)).toMatchObject({
          jobId: job.JobId,
          productKey: job.ProductKey,
          sourceUid: job.SourceUid,
          deviceCount: job.Total,
        })
        expect(page.jobs.at(-1)?.status.replace('unknown-', '')).toBe(
          ['initializing', 'running', 'completed', 'interrupted'][job.Status] ?? String(job.Status),
        )
      }),
      { numRuns: 600 },
    )
  }, 30_000)

  test('any data gives jobs of the right types or is refused as unreadable', () => {
    const data = fc.oneof(
      oddity,
      fc.record({
        JobInfo: fc.oneof(oddity, fc.record({ items: fc.oneof(fc.array(wild), oddity) })),
      }),
    )
    fc.assert(
      fc.property(data, (value) => {
        try {
          const page = toJobRows(parseLossless(JSON.stringify(value ?? null)), null)
          for (const job of page.jobs) {
            expect(job.jobId.trim()).not.toBe('')
            expect(job.deviceCount ?? 0).toBeGreaterThanOrEqual(0)
            expect(job.createdAt ?? '2026-01-01T00:00:00.000Z').toMatch(/^\d{4}-.*\.\d{3}Z$/)
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'unreadable-reply' })
        }
      }),
      { numRuns: 1500 },
    )
  }, 30_000)
})
