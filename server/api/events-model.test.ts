import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSystemClock } from '../clock.ts'
import { knownStatuses } from '../jobs/job.ts'
import { defaultSort } from '../jobs/job-filter.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { aJob } from '../testing/a-job.ts'
import { anAccess } from '../testing/an-access.ts'
import { aSync } from '../testing/fake-sync.ts'
import { proofRuns } from '../testing/proof-runs.ts'
import { createApp } from './app.ts'
import { createEventStream } from './event-stream.ts'
import { createFollower, type Fortunes, toRow } from './follower.ts'

const connection = 'here'
const clock = createSystemClock()

/** A mirror in memory whose time goes on with each write, behind a stream that can be restarted. */
function aMirror() {
  let nowMs = Date.parse('2026-11-24T02:00:00.000Z')
  const store = createSqliteStore({ folder: null, now: () => nowMs })
  const sync = aSync()
  const open = () => {
    const events = createEventStream({ store, sync, clock, random: () => 0, logError: fail })
    const app = createApp({
      store,
      sync,
      events,
      access: anAccess(),
      now: clock.wallMs,
      pagesFolder: '.',
      logError: fail,
    })
    return { events, listener: getRequestListener(app.fetch) }
  }
  let served = open()
  const later = () => {
    nowMs += 1000
    return nowMs
  }

  return {
    store,
    listener: (...of: Parameters<typeof served.listener>) => served.listener(...of),
    restartStream() {
      served.events.close()
      served = open()
    },
    async write(jobs: readonly { index: number; status: number; deviceCount: number }[]) {
      const observed = jobs.map(({ index, status, deviceCount }) =>
        aJob({ jobId: `job-${index}`, status: knownStatuses[status] ?? 'unknown-4', deviceCount }),
      )
      await store.applyPage({
        connection,
        sentAtMs: later(),
        receivedAtMs: later(),
        jobs: observed,
      })
    },
    /** So many changes that a client that has none of them is told to read everything anew. */
    async writeMany() {
      for (let count = 0; count < 11; count++) {
        const deviceCount = later()
        const jobs = Array.from({ length: 200 }, (_, index) => ({ index, status: 1, deviceCount }))
        await this.write(jobs)
      }
    },
    /** Two walks do not list it, and a look by id finds nothing: it is missing from now on. */
    async lose(index: number) {
      for (let walk = 0; walk < 2; walk++) {
        const moments = { startedAt: iso(later()), finishedAt: iso(later()) }
        const rest = { nextToken: null, pages: 1, jobsRead: 0, jobCount: 0, restarts: 0 }
        await store.noteAbsences(connection, { ...moments, ...rest, isSettled: true })
      }
      await store.confirmAbsence(connection, `job-${index}`, later())
    },
    async rows() {
      const query = { filter: { missing: 'shown' as const }, sort: defaultSort, pageSize: 200 }
      const { jobs, jobCount } = await store.listJobs(query)
      expect(jobs).toHaveLength(jobCount)
      return new Map(jobs.map((job) => [job.jobId, toRow(job)]))
    },
    async close() {
      served.events.close()
      await store.close()
    },
  }
}

const iso = (ms: number) => new Date(ms).toISOString()
const fail = (error: unknown) => {
  throw error
}

const index = fc.nat(19)
const someJob = fc.record({ index, status: fc.nat(4), deviceCount: fc.nat(3) })
const someJobs = fc.uniqueArray(someJob, { selector: (job) => job.index, maxLength: 8 })
const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('write' as const), jobs: someJobs }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('lose' as const), index }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'come' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
)
/** Long absences and other mirrors cost most time: at most one of each to a schedule. */
const rare = fc.record({
  longAway: fc.option(fc.nat(20), { freq: 2 }),
  otherMirror: fc.option(fc.nat(20), { freq: 2 }),
})
const schedule = fc.record({
  steps: fc.array(fc.tuple(step, fc.nat(6)), { minLength: 10, maxLength: 20 }),
  cutAfters: fc.array(fc.oneof(fc.nat(200), fc.nat(2000)), { minLength: 6, maxLength: 12 }),
  rare,
})
type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never

test('event stream: random cuts, client state equals server state', {
  timeout: proofRuns({ short: 180_000, long: 7_200_000 }),
}, async () => {
  const fortunes: Fortunes = { cuts: 0, resumes: 0, resets: 0, replayed: 0 }
  let mirror = aMirror()
  const server = createServer((incoming, outgoing) => void mirror.listener(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function live({ steps, cutAfters, rare }: Schedule) {
    await mirror.close()
    mirror = aMirror()
    const follower = createFollower(origin, [...cutAfters], fortunes)
    try {
      for (const [count, [now, turns]] of steps.entries()) {
        if (now.do === 'write') await mirror.write(now.jobs)
        if (now.do === 'lose') await mirror.lose(now.index)
        if (now.do === 'cut') follower.cut()
        if (now.do === 'leave') follower.leave()
        if (now.do === 'come') follower.comeBack()
        if (now.do === 'restart') mirror.restartStream()
        if (count === rare.longAway) {
          follower.leave()
          await mirror.writeMany()
        }
        if (count === rare.otherMirror) {
          await mirror.close()
          mirror = aMirror()
        }
        for (let turn = 0; turn < turns; turn++) await setImmediate()
      }
      follower.comeBack()
      await follower.arriveAt(await mirror.store.lastEventId())
      expect(follower.rows()).toEqual(await mirror.rows())
    } finally {
      await follower.end()
    }
  }

  const numRuns = proofRuns({ short: 200, long: 5_000 })
  await fc.assert(fc.asyncProperty(schedule, live), { numRuns, timeout: 30_000 })
  await mirror.close()
  server.closeAllConnections()
  server.close()
  expect(fortunes.cuts).toBeGreaterThanOrEqual(5 * numRuns)
  expect(fortunes.resumes).toBeGreaterThanOrEqual(numRuns)
  expect(fortunes.replayed).toBeGreaterThanOrEqual(numRuns)
  expect(fortunes.resets).toBeGreaterThanOrEqual(numRuns / 4)
})
