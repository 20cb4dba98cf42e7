import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import {
  extendLastPage,
  flattenPages,
  hasLeft,
  type ListPage,
  type ListPages,
  patchPages,
  rowKey,
} from './list-pages.ts'

const job = (jobId: string, more = {}) => aJob({ jobId, ...more })
/** Read at second 1. */
const page = (ids: string[], nextToken: string | null = null): ListPage => {
  const jobs = ids.map((id) => job(id))
  return {
    jobs,
    nextToken,
    jobCount: ids.length,
    asOf: null,
    readAtMs: 1000,
    end: jobs.at(-1) ?? null,
  }
}
/** All were created at one moment: by their ids. */
const sort = { by: 'createdAt', descending: false } as const
const pages = (...list: ListPage[]): ListPages => ({
  pages: list,
  pageParams: list.map(() => null),
})
const idsOf = (data: ListPages) => flattenPages(data).rows.map(({ jobId }) => jobId)

test('a row that two pages hold is listed once, where it came first', () => {
  expect(idsOf(pages(page(['a', 'b']), page(['b', 'c'])))).toEqual(['a', 'b', 'c'])
})

test('a list that grew by a page is the same as one made anew', () => {
  const first = page(['a', 'b'])
  const before = flattenPages(pages(first))
  const data = pages(first, page(['b', 'c']))
  expect(flattenPages(data, before)).toEqual(flattenPages(data))
  expect(flattenPages(pages(page(['x'])), before).rows).toHaveLength(1)
})

test('one id of two connections is two rows', () => {
  const both = { ...page([]), jobs: [job('a'), job('a', { connection: 'other' })] }
  expect(flattenPages(pages(both)).rows).toHaveLength(2)
})

const later = (...jobs: ListPage['jobs']) => ({ jobs, readAtMs: 2000 })

test('a newer statement takes its place, and a change of status is told', () => {
  const data = pages(page(['a', 'b']))
  const known = data.pages[0]?.jobs[1]
  const newer = job('b', { status: 'completed' })
  const patched = patchPages(data, later(newer, job('not in the list')))
  expect(known?.status).not.toBe('completed')
  expect(idsOf(patched.data)).toEqual(['a', 'b'])
  expect(patched.data.pages[0]?.jobs[1]).toBe(newer)
  expect(patched.changed).toEqual([rowKey(newer)])
})

test('what was read later counts, also where the clock of the server was set back', () => {
  const data = pages(page(['a']))
  const confirmedAt = '2000-01-01T00:00:00.000Z'
  const setBack = job('a', { status: 'interrupted', confirmedAt })
  expect(patchPages(data, later(setBack)).data.pages[0]?.jobs[0]).toBe(setBack)
})

test('an answer whose read began before that of the row changes nothing', () => {
  const data = pages(page(['a']))
  const late = { jobs: [job('a', { status: 'interrupted' })], readAtMs: 999 }
  expect(patchPages(data, late)).toEqual({ data, changed: [] })
  expect(patchPages(data, late).data).toBe(data)
})

test('an answer that says the same leaves the rows the same objects', () => {
  const data = pages(page(['a']))
  expect(patchPages(data, later(job('a'))).data).toBe(data)
})

test('a second reading of the last page adds what lies below its end alone', () => {
  const data = pages(page(['a', 'c'], 'next'), page(['d', 'f']))
  const longer = extendLastPage(data, page(['d', 'e', 'f', 'g', 'h'], 'more'), sort)
  expect(idsOf(longer)).toEqual(['a', 'c', 'd', 'f', 'g', 'h'])
  expect(longer.pages.at(-1)).toMatchObject({ nextToken: 'more', end: { jobId: 'h' } })
})

test('so it does where all known rows have left the list', () => {
  expect(idsOf(extendLastPage(pages(page(['a', 'b'])), page(['c']), sort))).toEqual(['a', 'b', 'c'])
  expect(idsOf(extendLastPage(pages(page([])), page(['x', 'y']), sort))).toEqual(['x', 'y'])
})

test('a second reading that ends above the end, or holds nothing, changes nothing', () => {
  const data = pages(page(['c', 'd']))
  expect(extendLastPage(data, page(['a', 'b'], 'more'), sort)).toBe(data)
  expect(extendLastPage(data, page([]), sort)).toBe(data)
})

test('a row has left when its status is none of those asked for', () => {
  expect(hasLeft(job('a', { status: 'completed' }), { status: ['running'] })).toBe(true)
  expect(hasLeft(job('a'), { status: ['running', 'completed'] })).toBe(false)
  expect(hasLeft(job('a'), {})).toBe(false)
})

test.each([
  ['devices', { devicesFrom: 5000 }, { devicesFrom: 4800, devicesTo: 4800 }],
  ['devices', { devicesTo: 4799 }, { devicesTo: 4800 }],
  ['product', { productKey: ['other'] }, { productKey: ['other', job('a').productKey] }],
  ['targets', { targetRegion: ['cn-beijing'] }, { targetRegion: ['cn-beijing', 'eu-central-1'] }],
  ['connection', { connection: ['other'] }, { connection: [job('a').connection] }],
])('a row has left or not by its %s', (_, left, stayed) => {
  expect(hasLeft(job('a'), left)).toBe(true)
  expect(hasLeft(job('a'), stayed)).toBe(false)
})

test('a job whose devices are not known is none of those with so many', () => {
  expect(hasLeft(job('a', { deviceCount: null }), { devicesTo: 5 })).toBe(true)
})

const gone = job('a', { missingSince: '2026-11-24T03:00:00.000Z' })

test.each([
  { row: gone, missing: undefined, left: true },
  { row: gone, missing: 'shown', left: false },
  { row: gone, missing: 'only', left: false },
  { row: job('a'), missing: 'shown', left: false },
  { row: job('a'), missing: 'only', left: true },
] as const)(
  'a row has left or not by being missing, too: $missing $left',
  ({ row, missing, left }) => {
    expect(hasLeft(row, missing ? { missing } : {})).toBe(left)
  },
)

test('a job that is missing from now on is told, though it was not confirmed again', () => {
  const patched = patchPages(pages(page(['a'])), later(gone))
  expect(patched.data.pages[0]?.jobs[0]).toBe(gone)
  expect(patched.changed).toEqual([rowKey(gone)])
})
