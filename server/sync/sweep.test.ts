import { expect, test } from 'vitest'
import type { SourcePage } from '../jobs/job-source.ts'
import type { SyncRecord } from '../jobs/job-store.ts'
import { aJob } from '../testing/a-job.ts'
import { steadyPace } from './pace.ts'
import { advance, isLooping, pauseAfter, pauseBeforeRestart, startSweep } from './sweep.ts'

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
  { when: 'the list shrank on the way', pages: [{ jobCount: 6 }, lastPage], isSettled: false },
  {
    when: 'the list shrank and grew again',
    pages: [{ jobCount: 5 }, { jobCount: 4 }, { ...lastPage, jobCount: 5 }],
    isSettled: false,
  },
  { when: 'a row could not be read', pages: [{ ...lastPage, unreadable: 1 }], isSettled: false },
  { when: 'fewer rows came than the list holds', pages: [{ nextToken: null }], isSettled: false },
  {
    when: 'nothing was said of the length',
    pages: [{ ...lastPage, jobCount: null }],
    isSettled: false,
  },
  {
    when: 'the wall clock was set back behind its start',
    pages: [{}, { ...lastPage, sentAtMs: Date.parse(start) - 1 }],
    isSettled: false,
  },
])('that a job was not on a walk says something: $isSettled when $when', ({ pages, isSettled }) => {
  const { last } = walkOver(...pages)
  expect(last?.isSettled).toBe(isSettled)
})

test('a walk that goes on after one that was no proof stays none, a fresh one begins as one', () => {
  const unsettled = { ...startSweep(start), isSettled: false }
  expect(advance({ ...nothing, current: unsettled }, aPage(), end).current?.isSettled).toBe(false)
  expect(startSweep(start, 3)).toMatchObject({ isSettled: true, restarts: 3 })
})

test('a token that was used before is a loop', () => {
  const sweep = { nextToken: 'one', pages: 2, jobsRead: 400, jobCount: 1000 }
  expect(isLooping(sweep, new Set(['one']))).toBe(true)
  expect(isLooping(sweep, new Set(['zero']))).toBe(false)
})

test.each([
  { pageSize: 200, jobCount: 1000, most: 20 },
  { pageSize: 50, jobCount: 1000, most: 50 },
  { pageSize: 0, jobCount: 1000, most: 210 },
  { pageSize: 200, jobCount: null, most: 100_000 },
  { pageSize: 200, jobCount: 1e12, most: 100_000 },
])(
  'more than $most pages of $pageSize are a loop in a list of $jobCount',
  ({ pageSize, jobCount, most }) => {
    const after = (pages: number) => ({
      nextToken: 'x',
      pages,
      jobsRead: pages * pageSize,
      jobCount,
    })
    expect(isLooping(after(most), new Set())).toBe(false)
    expect(isLooping(after(most + 1), new Set())).toBe(true)
  },
)

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
