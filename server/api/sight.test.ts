import { expect, onTestFinished, test } from 'vitest'
import type { JobScope } from '../jobs/job-scope.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { aSync } from '../testing/fake-sync.ts'
import { aStatus } from './a-status.ts'
import { createSights } from './sight.ts'

const atMs = Date.parse('2026-11-24T02:00:00.000Z')

const aDoubtfulWalk = {
  startedAt: '2026-11-24T01:59:00.000Z',
  finishedAt: '2026-11-24T02:00:00.000Z',
  pages: 2,
  jobsRead: 300,
  jobCount: 301,
  unreadable: 0,
  restarts: 0,
  isSettled: false,
  unsettledBy: 'shrunk' as const,
  unsettledInARow: 3,
}

/** A mirror of two connections, and an upstream that has every job and writes down what it is asked. */
function aHouse(scope: JobScope) {
  const asked: string[] = []
  const clock = { nowMs: atMs }
  const store = createSqliteStore({ folder: null, now: () => atMs })
  onTestFinished(store.close)
  const ask = (what: string) => async (jobId: string, connection?: string) => {
    asked.push(`${what} ${connection ?? 'any'} ${jobId}`)
    return true
  }
  const sync = aSync({
    statuses: () =>
      ['east', 'west'].map((connection) => aStatus({ connection, lastSweep: aDoubtfulWalk })),
    lookUp: ask('look up'),
    check: ask('check'),
  })
  const take = (connection: string, jobId: string, productKey: string) =>
    store.applyPage({
      connection,
      sentAtMs: clock.nowMs,
      receivedAtMs: clock.nowMs++,
      jobs: [aJob({ jobId, productKey })],
    })
  const sights = createSights({ store, sync, now: () => clock.nowMs })
  return { asked, clock, take, sights, sight: sights(scope) }
}

test('upstream is asked for the connections within alone', async () => {
  const { sight, asked } = aHouse([{ connections: ['east'] }])
  expect(await sight.lookUp('one')).toBe(false)
  expect(await sight.lookUp('one', 'west')).toBe(false)
  expect(await sight.check('two', 'west')).toBe(false)
  expect(await sight.check('two')).toBe(false)
  expect(asked).toEqual(['look up east one', 'look up east two'])
})

test('a job beyond is no job: it is not checked, and not looked up again for a minute', async () => {
  const { sight, asked, clock, take } = aHouse([{ products: ['mine'] }])
  await take('east', 'other', 'not mine')
  for (let time = 0; time < 3; time++) {
    expect(await sight.check('other', 'east')).toBe(false)
    expect(await sight.lookUp('other', 'east')).toBe(false)
  }
  expect(asked).toEqual(['look up east other'])
  clock.nowMs += 60_000
  expect(await sight.lookUp('other', 'east')).toBe(false)
  expect(asked).toHaveLength(2)
})

test('whoever else may not see it is answered as soon: nobody learns that there is one', async () => {
  const { sights, asked, take } = aHouse([])
  await take('east', 'other', 'not mine')
  expect(await sights([{ products: ['mine'] }]).lookUp('other', 'east')).toBe(false)
  expect(await sights([{ products: ['theirs'] }]).lookUp('other', 'east')).toBe(false)
  expect(asked).toEqual(['look up east other'])
})

test('a part is told no reason that lies beyond it', async () => {
  const { sight } = aHouse([{ products: ['mine'] }])
  const [known] = await sight.statuses()
  expect(known).toMatchObject({ jobsKnown: 0, lastSweep: { isSettled: true } })
  expect(JSON.stringify(known)).not.toMatch(/unsettled|shrunk/)
})

test('of one id in two connections, the one that is within is found and checked', async () => {
  const { sight, asked, take } = aHouse([{ products: ['mine'] }])
  await take('east', 'both', 'not mine')
  await take('west', 'both', 'mine')
  expect(await sight.lookUp('both')).toBe(true)
  expect(await sight.check('both')).toBe(true)
  expect(asked).toEqual(['look up east both', 'look up west both', 'check west both'])
})

test('a result is asked for of a job that is within alone', async () => {
  const { sight, take } = aHouse([{ products: ['mine'] }])
  await take('east', 'other', 'not mine')
  expect(await sight.findResult({ connection: 'east', jobId: 'other' })).toBeNull()
})

test.each<[JobScope, string | undefined, string[]]>([
  ['everything', undefined, ['east', 'west']],
  [[{ connections: ['west', 'east'] }], undefined, ['east', 'west']],
  [[{ connections: ['east'] }], 'part', ['east']],
  [[{ products: ['mine'] }], 'part', ['east', 'west']],
  [[{ connections: ['gone'] }], 'nothing', []],
  [[], 'nothing', []],
])('who may see %j sees %s, of %j', (scope, sees, connections) => {
  const { sight } = aHouse(scope)
  expect(sight.sees).toBe(sees)
  expect(sight.connections()).toEqual(connections)
})
