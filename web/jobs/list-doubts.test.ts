import { expect, test } from 'vitest'
import type { JobChange } from '../api/client.ts'
import { aJob } from '../testing/a-job.ts'
import { createDoubts } from './list-doubts.ts'
import { rowKey } from './list-pages.ts'

const { connection } = aJob()
const changes = (...jobIds: string[]): JobChange[] =>
  jobIds.map((jobId) => ({ connection, jobId, kind: 'changed' }))
const known = new Set(['row', 'other row'].map((jobId) => rowKey({ connection, jobId })))

test('a row that an event names is asked for once, in sight or not', () => {
  const doubts = createDoubts()
  doubts.hear(changes('row'), known)
  const asked = doubts.ask(['in sight'], false)
  expect(asked).toEqual({ rows: ['in sight', 'row'], strangers: [] })
  doubts.settle({ asked, found: [] })
  expect(doubts.ask(['in sight'], false).rows).toEqual(['in sight'])
})

test('what a look asked in vain the next one asks again', () => {
  const doubts = createDoubts()
  doubts.hear(changes('row', 'stranger'), known)
  const first = doubts.ask([], false)
  doubts.hear(changes('other row'), known)
  const second = doubts.ask([], false)
  expect(second).toEqual({ rows: ['other row', 'row'], strangers: ['stranger'] })
  // The first one was given up: its answer would be as old as it is.
  doubts.settle({ asked: first, found: [] })
  expect(doubts.ask([], false).rows).toHaveLength(2)
})

test('a row that is named while a look is under way is left for the next one', () => {
  const doubts = createDoubts()
  doubts.hear(changes('row'), known)
  const asked = doubts.ask([], false)
  doubts.hear(changes('row'), known)
  doubts.settle({ asked, found: [] })
  expect(doubts.hasMore()).toBe(true)
  expect(doubts.ask([], false).rows).toEqual(['row'])
})

test('many rows are asked for a hundred at a time', () => {
  const doubts = createDoubts()
  const jobIds = Array.from({ length: 250 }, (_, at) => `row ${at}`)
  doubts.hear(changes(...jobIds), new Set(jobIds.map((jobId) => rowKey({ connection, jobId }))))
  const asked: string[] = []
  do {
    const ask = doubts.ask(['in sight'], false)
    expect(ask.rows.length).toBeLessThanOrEqual(100)
    asked.push(...ask.rows.slice(1))
    doubts.settle({ asked: ask, found: [] })
  } while (doubts.hasMore())
  expect(asked).toEqual(jobIds)
})

test('strangers that the list holds are found, until they are asked for again and are not', () => {
  const doubts = createDoubts()
  const look = (...found: string[]) => {
    const asked = doubts.ask([], false)
    return doubts.settle({ asked, found: found.map((jobId) => aJob({ jobId })) })
  }
  doubts.hear(changes('new', 'newer', 'of another list'), known)
  expect([...look('new', 'newer').values()].map(({ jobId }) => jobId)).toEqual(['new', 'newer'])
  const before = look()
  expect(look()).toBe(before)
  doubts.hear(changes('new'), known)
  expect(look().size).toBe(1)
  // Nobody knows what became of it meanwhile.
  doubts.hear(null, known)
  expect(doubts.ask([], false).strangers).toEqual(['newer'])
})

test('a list whose head tells of every new job asks for no strangers', () => {
  const doubts = createDoubts()
  doubts.hear(changes('new'), known)
  expect(doubts.ask([], true).strangers).toEqual([])
  expect(doubts.ask([], false).strangers).toEqual([])
})

test('after a sleep every row is in doubt until it was looked at', () => {
  const doubts = createDoubts()
  expect(doubts.isDoubtful(['row'])).toBe(false)
  doubts.hear(null, known)
  expect(doubts.isDoubtful(['row'])).toBe(true)
  doubts.settle({ asked: doubts.ask(['row'], false), found: [] })
  expect(doubts.isDoubtful(['row'])).toBe(false)
  expect(doubts.isDoubtful(['row', 'other row'])).toBe(true)
  doubts.hear(null, known)
  expect(doubts.isDoubtful(['row'])).toBe(true)
})
