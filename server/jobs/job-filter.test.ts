import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { knownStatuses, knownStrategies } from './job.ts'
import type { JobFilter, JobSort } from './job-filter.ts'
import {
  defaultSort,
  filterNames,
  isJobId,
  missingChoices,
  readJobFilter,
  readMoment,
  readSort,
  sortKeys,
  writeJobFilter,
  writeSort,
} from './job-filter.ts'

const read = (query: string) => readJobFilter(new URLSearchParams(query))

const someOf = (value: fc.Arbitrary<string>) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: 4 })

const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '')
const anyOther = anyText.map((text) => `unknown-${text}`)
const anyUid = fc.stringMatching(/^[0-9]{10,30}$/)
const anyMoment = fc.oneof(
  fc
    .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.stringMatching(/^-P([0-9]{1,5}D|T[0-9]{1,6}[HM])$/),
)

const anyCount = fc.nat({ max: 999_999_999 })

const anyFilter: fc.Arbitrary<JobFilter> = fc.record(
  {
    status: someOf(fc.oneof(fc.constantFrom(...knownStatuses), anyOther)),
    productKey: someOf(anyText),
    strategy: someOf(fc.oneof(fc.constantFrom(...knownStrategies), anyOther)),
    sourceInstance: someOf(anyText),
    targetInstance: someOf(anyText),
    sourceRegion: someOf(anyText),
    targetRegion: someOf(anyText),
    targetUid: someOf(anyUid),
    connection: someOf(anyText),
    jobId: someOf(fc.stringMatching(/^[\w*.=+/-]{1,128}$/)),
    q: anyText,
    createdFrom: anyMoment,
    createdTo: anyMoment,
    devicesFrom: anyCount,
    devicesTo: anyCount,
    missing: fc.constantFrom(...missingChoices),
  },
  { requiredKeys: [] },
)

const anySort: fc.Arbitrary<JobSort> = fc.record({
  by: fc.constantFrom(...sortKeys),
  descending: fc.boolean(),
})

describe('a filter in a URL', () => {
  test('is read back as it was written, through any encoding', () => {
    fc.assert(
      fc.property(anyFilter, anySort, (filter, sort) => {
        const pairs = writeJobFilter(filter, sort)
        const url = new URLSearchParams(new URLSearchParams(pairs).toString())
        expect(readJobFilter(url)).toEqual({ filter, sort, faults: [] })
      }),
    )
  })

  test('never throws, and what it does read is written and read the same', () => {
    const names = fc.constantFrom(...filterNames, 'else')
    const anyPairs = fc.array(fc.tuple(names, fc.string({ unit: 'grapheme' })), { maxLength: 20 })
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const { filter, sort, faults } = readJobFilter(new URLSearchParams(pairs))
        const again = readJobFilter(new URLSearchParams(writeJobFilter(filter, sort)))
        expect(again).toEqual({ filter, sort, faults: [] })
        expect(faults.every(({ name }) => name !== 'else')).toBe(true)
      }),
    )
  })

  test('keeps ids beyond 2^53 and leading zeros to the digit', () => {
    const { filter } = read('targetUid=19876543210987654321&productKey=00123&q=9007199254740993')
    expect(filter).toEqual({
      targetUid: ['19876543210987654321'],
      productKey: ['00123'],
      q: '9007199254740993',
    })
  })

  test('takes repeated names as any of them, each value once', () => {
    expect(read('status=running&status=completed&status=running').filter).toEqual({
      status: ['running', 'completed'],
    })
  })

  test('takes the last of several texts, ranges and sorts', () => {
    expect(read('q=a&q=b&createdFrom=-P1D&createdFrom=-P2D&sort=status&sort=-status')).toEqual({
      filter: { q: 'b', createdFrom: '-P2D' },
      sort: { by: 'status', descending: true },
      faults: [],
    })
  })

  test('keeps a status and a strategy that no document knows', () => {
    expect(read('status=unknown-7&strategy=unknown-').filter).toEqual({
      status: ['unknown-7'],
      strategy: ['unknown-'],
    })
  })

  test('hides missing jobs unless it is told otherwise, and names what it does not know', () => {
    expect(read('').filter.missing).toBeUndefined()
    expect(read('missing=shown&missing=only').filter).toEqual({ missing: 'only' })
    expect(read('missing=hidden')).toMatchObject({
      filter: {},
      faults: [{ name: 'missing', value: 'hidden' }],
    })
  })

  test('says nothing of names that are not its own', () => {
    expect(read('job=x&columns=a&pageSize=5')).toEqual({
      filter: {},
      sort: defaultSort,
      faults: [],
    })
  })
})

describe('a broken part', () => {
  test.each([
    ['status', 'done'],
    ['strategy', '0'],
    ['targetUid', '19 84'],
    ['jobId', 'a b'],
    ['jobId', 'x'.repeat(129)],
    ['productKey', ''],
    ['q', 'x'.repeat(257)],
    ['createdFrom', 'yesterday'],
    ['createdTo', '2026-13-01'],
    ['devicesFrom', '-1'],
    ['devicesFrom', '1.5'],
    ['devicesTo', '1e3'],
    ['devicesTo', '1234567890'],
    ['sort', 'jobId'],
    ['sort', '--status'],
  ])('%s=%s is left out alone, and named', (name, value) => {
    const url = new URLSearchParams([
      ['status', 'running'],
      [name, value],
      ['sourceRegion', 'cn-shanghai'],
    ])
    expect(readJobFilter(url)).toEqual({
      filter: { status: ['running'], sourceRegion: ['cn-shanghai'] },
      sort: defaultSort,
      faults: [{ name, value }],
    })
  })

  test('does not take the sound values of its name with it', () => {
    expect(read('status=done&status=running&q=fine&q=')).toEqual({
      filter: { status: ['running'], q: 'fine' },
      sort: defaultSort,
      faults: [
        { name: 'status', value: 'done' },
        { name: 'q', value: '' },
      ],
    })
  })
})

describe('a sort', () => {
  test('is read as it is written', () => {
    fc.assert(
      fc.property(anySort, (sort) => {
        expect(readSort(writeSort(sort))).toEqual(sort)
      }),
    )
  })

  test('is left out of the URL when it is the default', () => {
    expect(writeJobFilter({})).toEqual([])
    expect(writeJobFilter({}, { by: 'createdAt', descending: false })).toEqual([
      ['sort', 'createdAt'],
    ])
  })
})

describe('a moment', () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z')

  test.each([
    ['2026-11-24T02:00:00.000Z', '2026-11-24T02:00:00.000Z'],
    ['2026-11-24T02:00:00Z', '2026-11-24T02:00:00.000Z'],
    ['2026-11-24T02:00Z', '2026-11-24T02:00:00.000Z'],
    ['2026-11-24T10:00:00+08:00', '2026-11-24T02:00:00.000Z'],
    ['-P7D', '2026-11-17T12:00:00.000Z'],
    ['-PT12H', '2026-11-24T00:00:00.000Z'],
    ['-PT30M', '2026-11-24T11:30:00.000Z'],
    ['-P0D', '2026-11-24T12:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(readMoment(text, now)).toBe(Date.parse(expected))
  })

  test.each([
    '',
    'now',
    '2026',
    '2026-11',
    '2026-11-24',
    '2026-11-31T25:00:00Z',
    '2026-11-24T02:00:00',
    '1763949600000',
    'P7D',
    '-P7H',
    '-PT7D',
    '-P1W',
    '-P1DT1H',
    '-PT1.5H',
    '-P100000D',
  ])('%s is none', (text) => {
    expect(readMoment(text, now)).toBeNull()
  })
})

describe('a job id', () => {
  test.each(['UbmsMHmkqv0PiAGx7Tq010001', 'a', 'Ubms****0001', 'a+b/c==', 'x'.repeat(128)])(
    '%s may be one',
    (text) => {
      expect(isJobId(text)).toBe(true)
    },
  )

  test.each(['', ' a', 'a b', 'ä', 'a\n', '<script>', 'x'.repeat(129)])('%j cannot be', (text) => {
    expect(isJobId(text)).toBe(false)
  })
})
