import { expect, test } from 'vitest'
import { aJob } from '../testing/a-job.ts'
import {
  countNews,
  extendLastPage,
  flattenPages,
  hasLeft,
  type ListPage,
  type ListPages,
  patchPages,
  rowKey,
} from './list-pages.ts'

const job = (jobId: string, more = {}) => aJob({ jobId, ...more })
const page = (ids: string[], nextToken: string | null = null): ListPage => ({
  jobs: ids.map((id) => job(id)),
  nextToken,
  jobCount: ids.length,
  asOf: null,
})
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

test('a newer statement takes its place, and a change of status is told', () => {
  const data = pages(page(['a', 'b']))
  const known = data.pages[0]?.jobs[1]
  const newer = {
    ...job('b'),
    status: 'completed' as const,
    confirmedAt: '2027-01-01T00:00:00.000Z',
  }
  const patched = patchPages(data, [newer, job('not in the list')])
  expect(known?.status).not.toBe('completed')
  expect(idsOf(patched.data)).toEqual(['a', 'b'])
  expect(patched.data.pages[0]?.jobs[1]).toBe(newer)
  expect(patched.changed).toEqual([rowKey(newer)])
})

test('an answer that is older than the row changes nothing', () => {
  const data = pages(page(['a']))
  const older = {
    ...job('a'),
    status: 'interrupted' as const,
    confirmedAt: '2000-01-01T00:00:00.000Z',
  }
  expect(patchPages(data, [older])).toEqual({ data, changed: [] })
  expect(patchPages(data, [older]).data).toBe(data)
})

test('a second reading of the last page adds below its last row alone', () => {
  const data = pages(page(['a', 'b'], 'next'), page(['c', 'd']))
  const longer = extendLastPage(data, page(['new', 'c', 'd', 'e', 'f'], 'more'))
  expect(idsOf(longer)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(longer.pages.at(-1)?.nextToken).toBe('more')
})

test('a second reading that shares no row with the page adds none, unless the page was empty', () => {
  expect(idsOf(extendLastPage(pages(page(['a'])), page(['x', 'y'], 'more')))).toEqual(['a'])
  expect(idsOf(extendLastPage(pages(page([])), page(['x', 'y'])))).toEqual(['x', 'y'])
})

test('news are the rows at the head that the list lacks', () => {
  const { keys } = flattenPages(pages(page(['b', 'c'])))
  expect(countNews(keys, page(['a', 'b']))).toBe(1)
})

test('a row has left when its status is none of those asked for', () => {
  expect(hasLeft(job('a', { status: 'completed' }), { status: ['running'] })).toBe(true)
  expect(hasLeft(job('a'), { status: ['running', 'completed'] })).toBe(false)
  expect(hasLeft(job('a'), {})).toBe(false)
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
  const patched = patchPages(pages(page(['a'])), [gone])
  expect(patched.data.pages[0]?.jobs[0]).toBe(gone)
  expect(patched.changed).toEqual([rowKey(gone)])
})
