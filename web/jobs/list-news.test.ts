import { expect, test } from 'vitest'
import { type JobSort, readSort } from '../../server/jobs/job-filter.ts'
import type { MirroredJob } from '../api/client.ts'
import { aJob } from '../testing/a-job.ts'
import { readNews } from './list-news.ts'
import { flattenPages, type ListPage, rowKey } from './list-pages.ts'

/** Its number of devices is its name. */
const job = (deviceCount: number) => aJob({ jobId: `job ${deviceCount}`, deviceCount })
const jobs = (...counts: number[]) => counts.map(job)

const page = (list: readonly MirroredJob[], nextToken: string | null, jobCount: number) => ({
  jobs: list,
  nextToken,
  jobCount,
  asOf: null,
  readAtMs: 0,
  end: list.at(-1) ?? null,
})

type Given = {
  sort: string
  rows: readonly MirroredJob[]
  nextToken?: string | null
  /** Rows of the whole list when it was loaded, and now. */
  counts?: [number, number]
  head: readonly MirroredJob[]
  found?: readonly MirroredJob[]
}

function newsOf({ sort, rows, nextToken = null, counts = [9, 9], head, found = [] }: Given) {
  const pages = { pages: [page(rows, nextToken, counts[0])] as ListPage[], pageParams: [null] }
  return readNews({
    pages,
    known: flattenPages(pages).keys,
    look: {
      head: page(head, null, counts[1]),
      asked: { rows: [], strangers: [] },
      seen: [],
      found: [],
      readAtMs: 1,
    },
    found: new Map(found.map((one) => [rowKey(one), one])),
    sort: readSort(sort) as JobSort,
  })
}

test('news are the rows at the head that the list lacks', () => {
  const given = { sort: '-deviceCount', rows: jobs(3, 2), head: jobs(5, 4, 3) }
  expect(newsOf(given)).toEqual({ count: 2, isAtLeast: false, isLonger: false })
})

test('a new job far below the head is news, once', () => {
  const rows = jobs(9, 8, 7, 1)
  const given = { sort: '-deviceCount', rows, nextToken: 'more', head: jobs(9, 8), found: jobs(3) }
  expect(newsOf(given).count).toBe(1)
  expect(newsOf({ ...given, head: jobs(9, 3) }).count).toBe(1)
  expect(newsOf({ ...given, rows: jobs(9, 8, 7, 3, 1) }).count).toBe(0)
})

test('what follows the loaded part comes with the next page: it is no news', () => {
  const given = { sort: '-deviceCount', rows: jobs(9, 8), nextToken: 'more', head: jobs(9, 8) }
  expect(newsOf({ ...given, found: jobs(3) })).toMatchObject({ count: 0, isLonger: false })
})

test('what follows the last row makes the list longer, also where others left it meanwhile', () => {
  const given = { sort: 'deviceCount', rows: jobs(1, 2, 3), head: jobs(1) }
  const counts = [3, 2] as [number, number]
  expect(newsOf({ ...given, counts, found: jobs(4) })).toMatchObject({ count: 0, isLonger: true })
  expect(newsOf({ ...given, counts })).toMatchObject({ isLonger: false })
  expect(newsOf({ ...given, counts: [3, 4] })).toMatchObject({ isLonger: true })
})

test('the place of the end does not change with the row that stood there', () => {
  const [first, last] = jobs(9, 2)
  const pages = { sort: '-deviceCount', rows: [first, last] as MirroredJob[], nextToken: 'more' }
  expect(newsOf({ ...pages, head: [], found: jobs(3) }).count).toBe(1)
})

test('a head of nothing but news is so many or more', () => {
  const head = Array.from({ length: 50 }, (_, at) => job(1000 - at))
  const given = { sort: '-deviceCount', rows: jobs(3, 2) }
  expect(newsOf({ ...given, head })).toMatchObject({ count: 50, isAtLeast: true })
  expect(newsOf({ ...given, head: head.slice(1) })).toMatchObject({ count: 49, isAtLeast: false })
})

test('an empty list that got its first jobs is longer, and has news', () => {
  expect(newsOf({ sort: 'createdAt', rows: [], counts: [0, 1], head: jobs(1) })).toMatchObject({
    isLonger: true,
  })
})
