import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSort, readMoment, sortKeys } from '../../server/jobs/job-filter.ts'
import { parseSearch, stringifySearch } from '../search-params.ts'
import { type JobSearch, readJobSearch, writeJobSearch } from './job-search.ts'
import { endsBy, fixedLink, liveLink, shownLive } from './link-kinds.ts'
import { columnIds, type ListView } from './list-view.ts'

const now = Date.parse('2026-11-24T02:02:05.000Z')
const nowIso = new Date(now).toISOString()
const day = 86_400_000

const usual: ListView = {
  columns: columnIds.map((id) => ({ id, width: null })),
  density: 'comfortable',
}
const narrow: ListView = { columns: [{ id: 'jobId', width: 220 }], density: 'compact' }

const plain = readJobSearch({})

const moment = fc.oneof(
  fc.constantFrom('-P7D', '-PT12H', '-PT0M', '2026-11-24T10:02:05+08:00', '2036-01-01T00:00Z'),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(2 * now) })
    .map((date) => date.toISOString()),
)
const search: fc.Arbitrary<JobSearch> = fc.record({
  filter: fc.record(
    {
      status: fc.constant(['completed', 'interrupted']),
      q: fc.constant('苏州 a&b'),
      createdFrom: moment,
      createdTo: moment,
      devicesFrom: fc.nat({ max: 100 }),
      missing: fc.constantFrom('shown', 'only'),
    },
    { requiredKeys: [] },
  ),
  sort: fc.record({ by: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
  view: fc.constantFrom({ columns: null, density: null }, narrow),
  job: fc.constantFrom(null, 'UbmsMHmkqv0PiAGx7Tq010001'),
  jobConnection: fc.constantFrom(null, 'east'),
  tab: fc.constantFrom(null, 'json'),
  route: fc.constantFrom(null, 'table'),
  seenAt: fc.constantFrom(null, '2026-11-20T00:00:00.000Z'),
  faults: fc.constantFrom([], [{ name: 'status', value: '9' }]),
})
const view = fc.constantFrom(usual, narrow)

const there = (link: JobSearch) => readJobSearch(parseSearch(stringifySearch(writeJobSearch(link))))

test('both links arrive as they were sent', () => {
  fc.assert(
    fc.property(search, view, (from, layout) => {
      for (const link of [liveLink(from, layout, true), fixedLink(from, layout, now)]) {
        expect(there(link)).toEqual(link)
      }
    }),
  )
})

test('the live link keeps everything as the reader has it, relative times too', () => {
  fc.assert(
    fc.property(search, (from) => {
      const { filter, sort, job, tab, route } = liveLink({ ...from, seenAt: null }, usual, true)
      expect({ filter, sort, job, tab, route }).toEqual({
        filter: from.filter,
        sort: from.sort,
        job: from.job,
        tab: from.tab,
        route: from.route,
      })
    }),
  )
})

test('whenever the fixed link is opened, its list begins and ends at the same moments', () => {
  fc.assert(
    fc.property(search, fc.nat({ max: 400 * day }), (from, laterMs) => {
      const { filter } = there(fixedLink(from, usual, now))
      for (const name of ['createdFrom', 'createdTo'] as const) {
        const text = filter[name]
        const before = from.filter[name]
        if (text === undefined) expect([name, before]).toEqual(['createdFrom', undefined])
        else expect(readMoment(text, now + laterMs)).toBe(readMoment(text, now))
      }
    }),
  )
})

test('the fixed link holds what is listed now, and no job that was created later', () => {
  fc.assert(
    fc.property(search, fc.integer({ min: -500 * day, max: 500 * day }), (from, awayMs) => {
      const createdMs = now + awayMs
      const isListed = ({ filter }: JobSearch, atMs: number) => {
        const [fromMs, toMs] = [filter.createdFrom, filter.createdTo].map((text) =>
          text === undefined ? null : readMoment(text, atMs),
        )
        return (fromMs == null || createdMs >= fromMs) && (toMs == null || createdMs <= toMs)
      }
      const link = there(fixedLink(from, usual, now))
      expect(isListed(link, now + day)).toBe(createdMs <= now && isListed(from, now))
      expect(endsBy(link.filter, nowIso)).toBe(true)
    }),
  )
})

test('the fixed link names its moment, its sort and the whole layout', () => {
  expect(fixedLink(plain, usual, now)).toEqual({
    ...plain,
    filter: { createdTo: nowIso },
    sort: defaultSort,
    view: usual,
    seenAt: nowIso,
  })
})

test('an end in the past stays as the reader wrote it', () => {
  const filter = { createdTo: '2026-11-20T10:00:00+08:00' }
  expect(fixedLink({ ...plain, filter }, usual, now).filter).toEqual(filter)
})

test('the live link names only a layout that is not the usual one', () => {
  expect(liveLink(plain, usual, true).view).toEqual({ columns: null, density: null })
  expect(liveLink(plain, narrow, true).view).toEqual(narrow)
})

test('shown live, a fixed link loses its moment and the end that came with it', () => {
  const filter = { status: ['running'], createdFrom: '-P7D' }
  const fixed = there(fixedLink({ ...plain, filter }, narrow, now))
  const createdFrom = '2026-11-17T02:02:05.000Z'
  expect(shownLive(fixed)).toEqual({ ...fixed, filter: { ...filter, createdFrom }, seenAt: null })
  const ended = { ...fixed, filter: { createdTo: '2026-11-20T00:00:00.000Z' } }
  expect(shownLive(ended)).toEqual({ ...ended, seenAt: null })
  expect(liveLink(fixed, usual, true).filter).not.toHaveProperty('createdTo')
})

test('a link without an end leaves nothing out', () => {
  expect(endsBy({}, nowIso)).toBe(false)
  expect(endsBy({ createdTo: '-P1D' }, nowIso)).toBe(false)
  expect(endsBy({ createdTo: '2026-11-24T02:02:06.000Z' }, nowIso)).toBe(false)
})
