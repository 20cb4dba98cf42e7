import { expect, test } from 'vitest'
import type { SourcePage } from '../jobs/job-source.ts'
import { aJob } from '../testing/a-job.ts'
import { advance, isLooping, pauseAfter, startSweep } from './sweep.ts'

const start = '2026-11-24T02:00:00.000Z'
const end = '2026-11-24T02:01:00.000Z'
const nothing = { current: null, last: null, asOf: null }

function aPage(overrides: Partial<SourcePage> = {}): SourcePage {
  return {
    jobs: [aJob(), aJob()],
    nextToken: 'two',
    jobCount: 5,
    unreadable: 0,
    sentAtMs: 0,
    receivedAtMs: 0,
    requestId: null,
    ...overrides,
  }
}

test('a page with a next token carries the walk on', () => {
  const record = advance({ ...nothing, current: startSweep(start) }, aPage({ unreadable: 1 }), end)
  expect(record.current).toEqual({
    startedAt: start,
    nextToken: 'two',
    pages: 1,
    jobsRead: 3,
    jobCount: 5,
    restarts: 0,
  })
  expect(record.last).toBeNull()
})

test('a page without one ends it', () => {
  const record = advance(
    { ...nothing, current: startSweep(start) },
    aPage({ nextToken: null }),
    end,
  )
  expect(record.current).toBeNull()
  expect(record.last).toMatchObject({ startedAt: start, finishedAt: end, pages: 1 })
})

test('a count that a page leaves out stays what it was', () => {
  const current = { ...startSweep(start), jobCount: 7 }
  expect(advance({ ...nothing, current }, aPage({ jobCount: null }), end).current?.jobCount).toBe(7)
})

test('a token that was used before is a loop', () => {
  const sweep = { ...startSweep(start), nextToken: 'one', pages: 2, jobCount: 1000 }
  expect(isLooping(sweep, new Set(['one']))).toBe(true)
  expect(isLooping(sweep, new Set(['zero']))).toBe(false)
})

test('far more pages than the list can have are a loop', () => {
  const sweep = { ...startSweep(start), nextToken: 'x', jobCount: 1000 }
  expect(isLooping({ ...sweep, pages: 20 }, new Set())).toBe(false)
  expect(isLooping({ ...sweep, pages: 21 }, new Set())).toBe(true)
})

test.each([
  { took: '00:00:02', pauseMinutes: 5 },
  { took: '00:01:00', pauseMinutes: 20 },
  { took: '00:10:00', pauseMinutes: 60 },
])('after a walk of $took the next begins in $pauseMinutes minutes', ({ took, pauseMinutes }) => {
  const last = {
    ...startSweep('2026-11-24T00:00:00.000Z'),
    finishedAt: `2026-11-24T${took}.000Z`,
  }
  expect(pauseAfter(last)).toBe(pauseMinutes * 60_000)
})
