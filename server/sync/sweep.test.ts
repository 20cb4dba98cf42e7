import { expect, test } from 'vitest'
import type { SourcePage } from '../jobs/job-source.ts'
import type { SyncRecord } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { steadyPace } from './pace.ts'
import {
  advance,
  isHint,
  isLooping,
  joinHints,
  pauseAfter,
  pauseBeforeRestart,
  startSweep,
} from './sweep.ts'
import { createTrail, type TrailSigns } from './trail.ts'

type Walks = Pick<SyncRecord, 'current' | 'last'>

const start = '2026-11-24T02:00:00.000Z'
const end = '2026-11-24T02:01:00.000Z'
const nothing: Walks = { current: null, last: null }

function aPage(overrides: Partial<SourcePage> = {}): SourcePage {
  return {
    jobs: [aJob(), aJob()],
    nextToken: 'two',
    jobCount: 5,
    unreadable: 0,
    sentAtMs: Date.parse(start),
    receivedAtMs: Date.parse(start) + 80,
    requestId: null,
    ...overrides,
  }
}

function walkOver(...pages: readonly Partial<SourcePage>[]) {
  let walk: Walks = { ...nothing, current: startSweep(start) }
  for (const page of pages) walk = advance(walk, aPage(page), end)
  return walk
}

test('a page with a next token carries the walk on', () => {
  const { current, last } = walkOver({})
  expect(current).toEqual({
    startedAt: start,
    nextToken: 'two',
    pages: 1,
    jobsRead: 2,
    jobCount: 5,
    unreadable: 0,
    restarts: 0,
    isSettled: true,
  })
  expect(last).toBeNull()
})

test('a page without one ends it', () => {
  const { current, last } = walkOver({ nextToken: null })
  expect(current).toBeNull()
  expect(last).toMatchObject({ startedAt: start, finishedAt: end, pages: 1 })
})

test('a count that a page leaves out stays what it was', () => {
  expect(walkOver({ jobCount: 7 }, { jobCount: null }).current?.jobCount).toBe(7)
})

const five = [aJob(), aJob(), aJob(), aJob(), aJob()]
const lastPage = { jobs: five, nextToken: null }

test.each([
  { when: 'all rows came', pages: [lastPage], isSettled: true },
  { when: 'more came than the list holds', pages: [{}, lastPage], isSettled: true },
  { when: 'the list grew on the way', pages: [{ jobCount: 4 }, lastPage], isSettled: true },
  {
    when: 'the list shrank on the way',
    pages: [{ jobCount: 6 }, lastPage],
    isSettled: false,
    unsettledBy: 'shrunk',
  },
  {
    when: 'the list shrank and grew again',
    pages: [{ jobCount: 5 }, { jobCount: 4 }, { ...lastPage, jobCount: 5 }],
    isSettled: false,
    unsettledBy: 'shrunk',
  },
  {
    when: 'a row could not be read',
    pages: [{ ...lastPage, unreadable: 1 }],
    isSettled: false,
    unsettledBy: 'unreadable',
  },
  {
    when: 'fewer rows came than the list holds',
    pages: [{ nextToken: null }],
    isSettled: false,
    unsettledBy: 'short',
  },
  {
    when: 'nothing was said of the length',
    pages: [{ ...lastPage, jobCount: null }],
    isSettled: false,
    unsettledBy: 'uncounted',
  },
  {
    when: 'the wall clock was set back behind its start',
    pages: [{}, { ...lastPage, sentAtMs: Date.parse(start) - 1 }],
    isSettled: false,
    unsettledBy: 'clock',
  },
  {
    when: 'a row could not be read and the wall clock was set back',
    pages: [{ unreadable: 1 }, { ...lastPage, sentAtMs: Date.parse(start) - 1 }],
    isSettled: false,
    unsettledBy: 'clock',
  },
])(
  'that a job was not on a walk says something: $isSettled when $when',
  ({ pages, isSettled, unsettledBy }) => {
    const { last } = walkOver(...pages)
    expect({ isSettled: last?.isSettled, unsettledBy: last?.unsettledBy }).toEqual({
      isSettled,
      unsettledBy,
    })
  },
)

test('a walk that goes on after one that was no proof stays none, a fresh one begins as one', () => {
  const unsettled = { ...startSweep(start), isSettled: false }
  expect(advance({ ...nothing, current: unsettled }, aPage(), end).current?.isSettled).toBe(false)
  expect(startSweep(start, 3)).toMatchObject({ isSettled: true, restarts: 3 })
})

function someSigns({ used = '', pagesWithoutNews = 0, pagesRepeated = 0 }): TrailSigns {
  return { isUsed: (token) => token === used, pagesWithoutNews, pagesRepeated }
}

test('a token that was used before is a loop', () => {
  const sweep = { nextToken: 'one', pages: 2, jobsRead: 400, jobCount: 1000 }
  expect(isLooping(sweep, someSigns({ used: 'one' }))).toBe(true)
  expect(isLooping(sweep, someSigns({ used: 'zero' }))).toBe(false)
})

test.each([
  { pageSize: 200, jobCount: 1000, most: 20 },
  { pageSize: 50, jobCount: 1000, most: 50 },
  { pageSize: 0, jobCount: 1000, most: 210 },
  { pageSize: 200, jobCount: null, most: 10 },
])(
  'more than $most pages of $pageSize without news are a loop in a list of $jobCount',
  ({ pageSize, jobCount, most }) => {
    const after = (pages: number) => ({
      nextToken: 'x',
      pages,
      jobsRead: pages * pageSize,
      jobCount,
    })
    const stale = someSigns({ pagesWithoutNews: 10 })
    expect(isLooping(after(most), stale)).toBe(false)
    expect(isLooping(after(most + 1), stale)).toBe(true)
    expect(isLooping(after(most + 1), someSigns({ pagesWithoutNews: 9 }))).toBe(false)
  },
)

test('pages that always bring something new are none, however many, up to a hundred thousand', () => {
  const after = (pages: number) => ({
    nextToken: 'x',
    pages,
    jobsRead: 200 * pages,
    jobCount: 1000,
  })
  expect(isLooping(after(100_000), someSigns({}))).toBe(false)
  expect(isLooping(after(100_001), someSigns({}))).toBe(true)
})

test('the second page in a row that was there before is a loop, the first may be by chance', () => {
  const sweep = { nextToken: 'x', pages: 4, jobsRead: 800, jobCount: 1e12 }
  expect(isLooping(sweep, someSigns({ pagesRepeated: 1 }))).toBe(false)
  expect(isLooping(sweep, someSigns({ pagesRepeated: 2 }))).toBe(true)
})

test.each([
  { seconds: 2, minutes: 5, inDoubt: 1 },
  { seconds: 60, minutes: 20, inDoubt: 2 },
  { seconds: 600, minutes: 60, inDoubt: 20 },
  { seconds: 6000, minutes: 60, inDoubt: 60 },
])(
  'after a walk of $seconds s the next begins in $minutes minutes, in doubt in $inDoubt',
  ({ seconds, minutes, inDoubt }) => {
    expect(pauseAfter(seconds * 1000, false, steadyPace)).toBe(minutes * 60_000)
    expect(pauseAfter(seconds * 1000, true, steadyPace)).toBe(inDoubt * 60_000)
  },
)

test('a walk that breaks off begins again after a second three times, then more and more seldom', () => {
  const pauses = [1, 2, 3, 4, 5, 20].map((restarts) => pauseBeforeRestart(restarts, steadyPace))
  expect(pauses).toEqual([1000, 1000, 1000, 4000, 8000, 300_000])
})

test('rows that cannot be read, and walks in a row that prove nothing, are counted', () => {
  const first = walkOver({ unreadable: 2 }, { ...lastPage, unreadable: 1 }).last
  expect(first).toMatchObject({ unreadable: 3, unsettledInARow: 1 })
  const odd = aPage({ ...lastPage, unreadable: 1 })
  const current = startSweep(start)
  const second = advance({ current, last: first }, odd, end).last
  expect(second).toMatchObject({ unreadable: 1, unsettledInARow: 2 })
  const settled = advance({ current, last: second }, aPage(lastPage), end).last
  expect(settled).not.toHaveProperty('unsettledInARow')
  expect(settled).toMatchObject({ unreadable: 0, isSettled: true })
})

test('a walk that an older Waybill left goes on without what that did not count', () => {
  const { unreadable: _, ...old } = { ...startSweep(start), isSettled: false }
  expect(
    advance({ ...nothing, current: old }, aPage({ unreadable: 1 }), end).current,
  ).toMatchObject({
    unreadable: 1,
    isSettled: false,
  })
})

test.each([
  { when: 'a row could not be read', page: { unreadable: 1 }, is: true },
  { when: 'the upstream counts no rows', page: { jobCount: null }, is: true },
  { when: 'it counts one too many', page: { jobs: [...five, ...five], jobCount: 11 }, is: true },
  { when: 'half of the list did not come', page: { jobCount: 10 }, is: false },
  { when: 'most rows could not be read', page: { unreadable: 5, jobCount: 10 }, is: false },
  { when: 'the wall clock was set back', page: { sentAtMs: 0 }, is: false },
  { when: 'it is settled, and a proof', page: {}, is: false },
])('a walk that proves nothing is a hint all the same: $is when $when', ({ page, is }) => {
  const { last } = walkOver({ ...lastPage, ...page })
  expect(last && isHint(last)).toBe(is)
})

test('two hints are one walk from the start of the first, unless the clock was set back', () => {
  const [first, second] = ['2026-11-24T02:00:00.000Z', '2026-11-24T02:10:00.000Z'].map((at) => ({
    ...startSweep(at),
    isSettled: false,
    finishedAt: at,
  }))
  if (!first || !second) throw new Error('there are two')
  expect(joinHints(first, second)).toEqual({
    ...second,
    startedAt: first.startedAt,
    isSettled: true,
  })
  expect(joinHints(second, first)).toBeNull()
})

test('a trail knows its tokens, and pages that show nothing new or are the same again', () => {
  const trail = createTrail()
  const [a, b, c] = ['a', 'b', 'c'].map((jobId) => aJob({ jobId }))
  if (!a || !b || !c) throw new Error('there are three')
  trail.follow('one')
  trail.see([a, b])
  trail.see([b, c])
  expect(trail.signs()).toMatchObject({ pagesWithoutNews: 0, pagesRepeated: 0 })
  trail.see([a, c])
  expect(trail.signs()).toMatchObject({ pagesWithoutNews: 1, pagesRepeated: 0 })
  trail.see([a, b])
  trail.see([])
  expect(trail.signs()).toMatchObject({ pagesWithoutNews: 3, pagesRepeated: 0 })
  trail.see([b, c])
  trail.see([a, c])
  expect(trail.signs()).toMatchObject({ pagesWithoutNews: 5, pagesRepeated: 2 })
  expect(trail.signs().isUsed('one')).toBe(true)
  expect(trail.signs().isUsed('two')).toBe(false)
})
