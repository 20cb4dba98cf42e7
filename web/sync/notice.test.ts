import { expect, test } from 'vitest'
import type { SyncProblem } from '../api/client.ts'
import { ApiError } from '../api/read-reply.ts'
import { aConnection } from '../testing/fake-server.ts'
import { chooseNotice, progressOf } from './notice.ts'
import { viewSync } from './sync-queries.ts'

const problem = { code: 'unreachable' } as SyncProblem
const sweep = {
  startedAt: '2026-11-24T02:00:00.000Z',
  nextToken: 'x',
  pages: 10,
  jobsRead: 2000,
  jobCount: 8000,
  restarts: 0,
  isSettled: true,
}
const firstSync = aConnection({ sweep, lastSweep: null, jobsKnown: 2000 })
const live = aConnection()
const slow = aConnection({ state: 'slow', problem })
const stale = aConnection({ state: 'stale', problem })
const needsYou = aConnection({ state: 'needs-you', problem })

test.each([
  { when: 'all is well', connections: [live], kind: undefined },
  { when: 'the first walk is under way', connections: [live, firstSync], kind: 'first-sync' },
  { when: 'one is throttled', connections: [firstSync, slow], kind: 'slow' },
  { when: 'one is stale', connections: [slow, stale, live], kind: 'stale' },
  { when: 'one needs a person', connections: [stale, needsYou], kind: 'needs-you' },
  {
    when: 'the very first call failed',
    connections: [aConnection({ state: 'connecting', problem })],
    kind: 'stale',
  },
])('the notice is $kind when $when', ({ connections, kind }) => {
  expect(chooseNotice(viewSync(connections, null, 1))?.kind).toBe(kind)
})

test('nothing is worse than our own server being away', () => {
  const away = viewSync([needsYou], new ApiError('offline', ''), 1)
  expect(chooseNotice(away)).toEqual({ kind: 'offline', answeredAtMs: 1 })
})

test('a quarter read in a minute leaves three', () => {
  const nowMs = Date.parse(sweep.startedAt) + 60_000
  expect(progressOf(firstSync, nowMs)).toEqual({
    read: 2000,
    total: 8000,
    fraction: 0.25,
    leftMs: 180_000,
  })
})
