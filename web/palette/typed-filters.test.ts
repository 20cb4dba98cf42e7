import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JobFilter, readJobFilter, writeJobFilter } from '../../server/jobs/job-filter.ts'
import {
  type KnownValues,
  keywords,
  readTypedFilters,
  takeTypedFilters,
  typedParts,
  withChips,
  withFiltersOf,
} from './typed-filters.ts'

const known: KnownValues = {
  productKey: [
    { value: 'a1BwAGV4kPz', name: '' },
    { value: 'a1T9cQe7MxL', name: '' },
  ],
  targetInstance: [
    { value: 'iot-cn-3ne6v4b9', name: 'Retail Frankfurt' },
    { value: 'iot-cn-9bk7q1d4', name: 'Home Shanghai' },
    { value: 'iot-cn-2sa5e9x3', name: 'Retail California' },
  ],
  sourceInstance: [{ value: 'iot-cn-6ja8k2p1', name: 'Factory Shanghai' }],
  targetRegion: [
    { value: 'eu-central-1', name: '' },
    { value: 'cn-shanghai', name: '' },
  ],
}

function read(text: string): { filter: JobFilter; rest: string } {
  const { chips, rest } = readTypedFilters(text, known)
  return { filter: withFiltersOf({}, chips), rest }
}

test.each<[string, JobFilter, string?]>([
  ['status:running', { status: ['running'] }],
  ['status:run', { status: ['running'] }],
  ['Status:RUNNING frank', { status: ['running'] }, 'frank'],
  ['状态：执行中', { status: ['running'] }],
  ['status:running,完成', { status: ['running', 'completed'] }],
  ['product:a1B', { productKey: ['a1BwAGV4kPz'] }],
  ['product:a1ZZZZZZZZZ', { productKey: ['a1ZZZZZZZZZ'] }],
  ['target:frank', { targetInstance: ['iot-cn-3ne6v4b9'] }],
  ['target:"retail frank" x', { targetInstance: ['iot-cn-3ne6v4b9'] }, 'x'],
  ['to:home', { targetInstance: ['iot-cn-9bk7q1d4'] }],
  ['source:factory', { sourceInstance: ['iot-cn-6ja8k2p1'] }],
  ['region:法兰克福', { targetRegion: ['eu-central-1'] }],
  ['region:shanghai', { targetRegion: ['cn-shanghai'] }],
  ['source-region:cn-beijing', { sourceRegion: ['cn-beijing'] }],
  ['account:1764268643261230208', { targetUid: ['1764268643261230208'] }],
  ['strategy:nearest', { strategy: ['nearest-region'] }],
  ['created:7d', { createdFrom: '-P7D' }],
  ['created:24h', { createdFrom: '-PT24H' }],
  ['created:"30 min"', { createdFrom: '-PT30M' }],
  ['创建:7天', { createdFrom: '-P7D' }],
  ['devices:>100', { devicesFrom: 101 }],
  ['devices>=100', { devicesFrom: 100 }],
  ['devices:≤5k', { devicesTo: 5000 }],
  ['devices:<1,000', { devicesTo: 999 }],
  ['devices:100..500', { devicesFrom: 100, devicesTo: 500 }],
  ['devices:＞100', { devicesFrom: 101 }],
  ['devices:20', { devicesFrom: 20, devicesTo: 20 }],
])('%s is %o', (text, filter, rest = '') => {
  expect(read(text)).toEqual({ filter, rest })
})

test.each([
  'frank',
  // Two instances are called so: which one is for the reader to say.
  'target:retail',
  'status:gone',
  'created:soon',
  'created:0d',
  'devices:many',
  'devices:<0',
  'devices:9..1',
  'color:red',
  'https://x.example/y',
  '12:30',
])('%s is text', (text) => {
  expect(read(text)).toEqual({ filter: {}, rest: text })
})

test('a filter without its value is neither searched for nor applied, but open', () => {
  expect(readTypedFilters('x target:', known)).toEqual({
    chips: [],
    rest: 'x',
    open: { part: 'targetInstance', value: '' },
  })
  expect(readTypedFilters('target:ret', known).open).toEqual({
    part: 'targetInstance',
    value: 'ret',
  })
  expect(readTypedFilters('target:ret x', known).open).toBeNull()
})

test('while one types, only what a space has ended becomes a chip; other text stays as it is', () => {
  expect(takeTypedFilters('status:running', known)).toEqual({ chips: [], text: 'status:running' })
  const { chips, text } = takeTypedFilters('a  status:running fr', known)
  expect(chips.map(({ part }) => part)).toEqual(['status'])
  expect(text).toBe('a fr')
  expect(takeTypedFilters('a  b ', known).text).toBe('a  b ')
})

test('a later filter of the same part replaces the earlier one', () => {
  const first = readTypedFilters('status:running devices:>10', known).chips
  const second = readTypedFilters('status:completed', known).chips
  const all = withChips(first, second)
  expect(all.map(({ part }) => part)).toEqual(['devices', 'status'])
  expect(withFiltersOf({ devicesTo: 5, q: 'x' }, all)).toEqual({
    q: 'x',
    devicesFrom: 11,
    status: ['completed'],
  })
})

const keyword = fc.constantFrom(...typedParts.flatMap((part) => keywords[part]))
const value = fc.oneof(
  fc.string(),
  fc.constantFrom('running', 'frank', '7d', '>100', '100..200', '法兰克福', 'nearest', '5k'),
)
const anyText = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.tuple(keyword, value).map(([k, v]) => `${k}:${v}`),
    ),
  )
  .map((words) => words.join(' '))

test('whatever is typed, the filter is one that a link can carry', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { filter } = read(text)
      const again = readJobFilter(new URLSearchParams(writeJobFilter(filter)))
      expect(again.faults).toEqual([])
      expect(again.filter).toEqual(filter)
    }),
  )
})

test('filters and text may stand in any order, and none is lost', () => {
  const typed = fc.record({
    status: fc.constantFrom('initializing', 'running', 'completed', 'interrupted'),
    days: fc.integer({ min: 1, max: 99_999 }),
    least: fc.integer({ min: 0, max: 999_999 }),
    text: fc.stringMatching(/^[a-z]{1,9}$/),
  })
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })
  fc.assert(
    fc.property(typed, order, ({ status, days, least, text }, places) => {
      const parts = [`status:${status}`, `created:${days}d`, `devices:>=${least}`, text]
      expect(read(places.map((at) => parts[at]).join(' '))).toEqual({
        filter: { status: [status], createdFrom: `-P${days}D`, devicesFrom: least },
        rest: text,
      })
    }),
  )
})

test('taking filters out as they are typed comes to the same as reading them at the end', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const taken = takeTypedFilters(`${text} `, known)
      const left = readTypedFilters(taken.text, known)
      expect(withFiltersOf({}, taken.chips)).toEqual(read(`${text} `).filter)
      expect(left.rest.split(/\s+/).join(' ').trim()).toBe(
        read(`${text} `).rest.split(/\s+/).join(' ').trim(),
      )
    }),
  )
})
