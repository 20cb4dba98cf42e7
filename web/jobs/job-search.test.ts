import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSort, listFilters, missingChoices, sortKeys } from '../../server/jobs/job-filter.ts'
import { parseSearch, stringifySearch } from '../search-params.ts'
import {
  detailTabs,
  filterParts,
  type JobSearch,
  nextSort,
  readJobSearch,
  routeViews,
  withFilter,
  withMissing,
  withoutPart,
  withText,
  writeJobSearch,
} from './job-search.ts'
import { columnIds, densities, leastWidth } from './list-view.ts'

const text = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .map((value) => value.replace(/[\ud800-\udfff]/g, '').trim())
  .filter((value) => value !== '' && value.length <= 256)
const id = fc.stringMatching(/^[\w*.=+/-]{1,40}$/)
const uid = fc.stringMatching(/^[\w*-]{1,25}$/)
const moment = fc.constantFrom(
  '-P7D',
  '-PT12H',
  '2026-11-24T02:00:00.000Z',
  '2026-11-24T10:00:00+08:00',
)

const count = fc.nat({ max: 999_999_999 })

const valuesOf = {
  status: fc.constantFrom('initializing', 'running', 'completed', 'interrupted', 'unknown-9'),
  strategy: fc.constantFrom('specified-region', 'nearest-region', 'unknown-'),
  targetUid: uid,
  jobId: id,
} as Partial<Record<(typeof listFilters)[number], fc.Arbitrary<string>>>

const filter = fc.record(
  {
    ...Object.fromEntries(
      listFilters.map((name) => [
        name,
        fc.uniqueArray(valuesOf[name] ?? text, { minLength: 1, maxLength: 4 }),
      ]),
    ),
    q: text,
    createdFrom: moment,
    createdTo: moment,
    devicesFrom: count,
    devicesTo: count,
    missing: fc.constantFrom(...missingChoices),
  },
  { requiredKeys: [] },
)

const columns = fc
  .subarray([...columnIds])
  .filter((ids) => ids.includes('jobId'))
  .chain((ids) => fc.shuffledSubarray(ids, { minLength: ids.length }))
  .chain((ids) =>
    fc.tuple(
      ...ids.map((one) =>
        fc.record({
          id: fc.constant(one),
          width: fc.option(fc.integer({ min: leastWidth, max: 999 }), { nil: null }),
        }),
      ),
    ),
  )

const fault = fc.oneof(
  fc.record({ name: fc.constant('columns'), value: fc.constantFrom('status', 'jobId,jobId', '') }),
  fc.record({ name: fc.constant('density'), value: fc.constant('tight') }),
  fc.record({ name: fc.constant('seenAt'), value: fc.constantFrom('-P7D', 'noon') }),
  fc.record({ name: fc.constant('devicesTo'), value: fc.constant('many') }),
  fc.record({ name: fc.constant('status'), value: fc.constantFrom('9', '') }),
  fc.record({ name: fc.constant('sort'), value: fc.constant('size') }),
  fc.record({ name: fc.constant('missing'), value: fc.constant('hidden') }),
  fc.record({ name: fc.constant('job'), value: fc.constant('no id') }),
  fc.record({ name: fc.constantFrom('page', 'nextToken', 'lang'), value: text }),
)

const state: fc.Arbitrary<JobSearch> = fc.record({
  filter,
  sort: fc.record({ by: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
  view: fc.record({
    columns: fc.option(columns, { nil: null }),
    density: fc.option(fc.constantFrom(...densities), { nil: null }),
  }),
  job: fc.option(id, { nil: null }),
  jobConnection: fc.option(fc.constantFrom('east', '生产 a&b'), { nil: null }),
  tab: fc.option(fc.constantFrom(...detailTabs), { nil: null }),
  route: fc.option(fc.constantFrom(...routeViews), { nil: null }),
  seenAt: fc.option(fc.constant('2026-11-24T02:02:05.000Z'), { nil: null }),
  faults: fc.uniqueArray(fault, {
    maxLength: 3,
    selector: ({ name, value }) => `${name}=${value}`,
  }),
})

test('any state comes back whole from its URL', () => {
  fc.assert(
    fc.property(state, (search) => {
      const back = readJobSearch(parseSearch(stringifySearch(writeJobSearch(search))))
      expect({ ...back, faults: sorted(back.faults) }).toEqual({
        ...search,
        faults: sorted(search.faults),
      })
    }),
    { numRuns: 2000 },
  )
})

test('whatever a query holds, what is made of it is stable', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...listFilters, 'q', 'missing', 'job', 'x'), text)),
      (pairs) => {
        const once = readJobSearch(parseSearch(new URLSearchParams(pairs).toString()))
        const twice = readJobSearch(writeJobSearch(once))
        expect(twice).toEqual({ ...once, faults: twice.faults })
        expect(sorted(twice.faults)).toEqual(sorted(once.faults))
      },
    ),
  )
})

test('a broken value is left out alone, and named; so is a name that nobody knows', () => {
  const search = readJobSearch(parseSearch('?status=running&status=9&foo=bar&sort=devices'))
  expect(search.filter).toEqual({ status: ['running'] })
  expect(search.sort).toEqual(defaultSort)
  expect(search.faults).toEqual([
    { name: 'status', value: '9' },
    { name: 'sort', value: 'devices' },
    { name: 'foo', value: 'bar' },
  ])
})

test('another filter closes the drawer', () => {
  const open = readJobSearch(parseSearch('?job=abc&status=running'))
  expect(withFilter(open, withText(open.filter, 'x'))).toMatchObject({
    job: null,
    filter: { status: ['running'], q: 'x' },
  })
})

test('a range of time is one filter, and goes as one', () => {
  const range = { createdFrom: '-P7D', createdTo: '-P1D', status: ['running'] }
  expect(filterParts(range)).toEqual(['status', 'created'])
  expect(withoutPart(range, 'created')).toEqual({ status: ['running'] })
})

test('what to do with jobs that are no longer listed is one filter, and goes as one', () => {
  const filter = { missing: 'only', status: ['running'] } as const
  expect(filterParts(filter)).toEqual(['status', 'missing'])
  expect(withoutPart(filter, 'missing')).toEqual({ status: ['running'] })
  expect(withMissing(filter, 'shown')).toEqual({ ...filter, missing: 'shown' })
})

test('a column sorts down, up, and then lets go', () => {
  const down = nextSort(defaultSort, 'deviceCount')
  expect(down).toEqual({ by: 'deviceCount', descending: true })
  const up = nextSort(down, 'deviceCount')
  expect(up).toEqual({ by: 'deviceCount', descending: false })
  expect(nextSort(up, 'deviceCount')).toEqual(defaultSort)
})

function sorted(faults: JobSearch['faults']) {
  return faults.map(({ name, value }) => `${name}=${value}`).sort()
}
