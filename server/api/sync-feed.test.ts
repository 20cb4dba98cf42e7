import { expect, test } from 'vitest'
import type { ConnectionSync } from '../sync/sync-status.ts'
import { aStatus } from './a-status.ts'
import { syncFrame } from './event-frames.ts'
import { createSyncFeed } from './sync-feed.ts'

const sweep = {
  startedAt: '2026-11-24T02:00:00.000Z',
  pages: 1,
  jobsRead: 200,
  jobCount: 1000,
  restarts: 0,
  isSettled: true,
}
const problem = {
  code: 'throttled',
  message: 'The quota is used up.',
  upstreamCode: 'Throttling.User',
  requestId: 'E55E',
  since: '2026-11-24T02:00:00.000Z',
  lastAt: '2026-11-24T02:00:00.000Z',
  nextTryAt: null,
} as const

async function aFeed() {
  let status = aStatus()
  let nowMs = 0
  const feed = createSyncFeed(
    async () => [status],
    () => nowMs,
  )
  await feed.begin()
  expect(feed.last()).toEqual(syncFrame({ connections: [status] }))
  return {
    feed,
    async newsAfter(ms: number, change: Partial<ConnectionSync>) {
      nowMs += ms
      status = { ...status, ...change }
      return (await feed.news())?.toString() ?? null
    },
    now: () => syncFrame({ connections: [status] }).toString(),
  }
}

test.each([
  ['another state', { state: 'slow' }],
  ['a problem', { problem }],
  ['a walk that begins', { sweep }],
  ['a walk that ends', { lastSweep: { ...sweep, finishedAt: '2026-11-24T02:01:00.000Z' } }],
] satisfies [string, Partial<ConnectionSync>][])('%s is news at once', async (_, change) => {
  const { newsAfter, now } = await aFeed()
  expect(await newsAfter(1, change)).toBe(now())
  expect(await newsAfter(1, {})).toBeNull()
})

test('a problem or a walk that is over is news at once, too', async () => {
  const { newsAfter } = await aFeed()
  await newsAfter(1, { problem, sweep })
  expect(await newsAfter(1, { problem: null })).not.toBeNull()
  expect(await newsAfter(1, { sweep: null })).not.toBeNull()
})

test('what only time moves is told every 2 s at most, counted from the last news', async () => {
  const { newsAfter } = await aFeed()
  expect(await newsAfter(1999, { asOf: '2026-11-24T02:00:01.000Z' })).toBeNull()
  expect(await newsAfter(1, { asOf: '2026-11-24T02:00:02.000Z' })).not.toBeNull()
  expect(await newsAfter(1000, { state: 'stale' })).not.toBeNull()
  expect(await newsAfter(1000, { jobsKnown: 7 })).toBeNull()
  expect(await newsAfter(1000, { jobsKnown: 8 })).not.toBeNull()
})

test('another failure of the same problem, or progress of the same walk, is what time moves', async () => {
  const { newsAfter } = await aFeed()
  await newsAfter(1, { problem, sweep })
  const later = { ...problem, lastAt: '2026-11-24T02:00:01.000Z', requestId: 'F66F' }
  expect(await newsAfter(1, { problem: later, sweep: { ...sweep, pages: 2 } })).toBeNull()
})

test('nothing is told twice, however long it lasts', async () => {
  const { newsAfter } = await aFeed()
  expect(await newsAfter(60_000, {})).toBeNull()
})

test('who comes later is told what the others were told last', async () => {
  const { feed, newsAfter } = await aFeed()
  const told = feed.last()
  await newsAfter(1, { jobsKnown: 7 })
  expect(feed.last()).toBe(told)
  const news = await newsAfter(2000, {})
  expect(feed.last().toString()).toBe(news)
})

test('after a time without listeners the first is told what is true then', async () => {
  const { feed, newsAfter, now } = await aFeed()
  feed.forget()
  await newsAfter(1, {})
  feed.forget()
  await feed.begin()
  expect(feed.last().toString()).toBe(now())
})
