import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { aStatus } from '../api/a-status.ts'
import { createApp } from '../api/app.ts'
import { readEvents } from '../api/event-reader.ts'
import { createEventStream } from '../api/event-stream.ts'
import { createSystemClock } from '../clock.ts'
import type { Job } from '../jobs/job.ts'
import type { JobScope } from '../jobs/job-scope.ts'
import { createScopeOf } from '../scopes.ts'
import { createSqliteStore } from '../store/sqlite-store.ts'
import { anAccess, writeHeaders } from './an-access.ts'
import { aSync } from './fake-sync.ts'

export const connections = ['east', 'south', 'west']
export const asOf = '2026-11-24T01:59:00.000Z'
/** Figures that are of all jobs: whoever sees a part of them must not see these. */
export const allFigures = {
  pages: 771_771,
  jobsRead: 772_772,
  jobCount: 773_773,
  unreadable: 774_774,
  jobsKnown: 775_775,
}
const startMs = Date.parse('2026-11-24T02:00:00.000Z')

/** What upstream has and the mirror has not, until somebody asks for it by id. */
type Newcomer = {
  readonly connection: string
  readonly job: Job
  readonly onTaken: (atMs: number) => void
}

const { jobsKnown, ...figures } = allFigures
const walk = { ...figures, startedAt: asOf, restarts: 0, isSettled: true }

const statuses = () =>
  connections.map((connection) =>
    aStatus({ connection, jobsKnown, sweep: walk, lastSweep: { ...walk, finishedAt: asOf } }),
  )

/** A mirror in memory whose time goes on with each write, and an upstream that is asked by id. */
function aMirror() {
  let nowMs = startMs
  const later = () => {
    nowMs += 1000
    return nowMs
  }
  const store = createSqliteStore({ folder: null, now: () => startMs, connections })
  let newcomer: Newcomer | null = null

  async function take(connection: string, jobs: readonly Job[]) {
    const sentAtMs = later()
    const receivedAtMs = later()
    const texts = new Map(jobs.map((job) => [job.jobId, JSON.stringify(job)]))
    await store.applyPage({ connection, sentAtMs, receivedAtMs, jobs, texts, requestId: null })
    return receivedAtMs
  }

  return {
    store,
    take,
    await(comer: Newcomer) {
      newcomer = comer
    },
    /** As upstream would answer: of what is there, and of what is new. */
    async ask(jobId: string, connection = '') {
      if (newcomer?.connection === connection && newcomer.job.jobId === jobId) {
        const { job, onTaken } = newcomer
        newcomer = null
        onTaken(await take(connection, [job]))
      }
      return (await store.findJob(jobId, connection)) !== null
    },
    /** Two walks do not list it and a look by id finds nothing. */
    async lose(connection: string, jobId: string) {
      for (let count = 0; count < 2; count++) {
        const moments = { startedAt: iso(later()), finishedAt: iso(later()) }
        const rest = { nextToken: null, pages: 1, jobsRead: 0, jobCount: 0, restarts: 0 }
        await store.noteAbsences(connection, { ...moments, ...rest, isSettled: true })
      }
      await store.confirmAbsence(connection, jobId, later())
    },
  }
}

/** Our whole HTTP on loopback for the viewers 0, 1, … with a scope each, behind their proxy. */
export async function aHouse(scopes: readonly JobScope[]) {
  const { ask, ...mirror } = aMirror()
  const { store } = mirror
  const isOurs = (name: string) => connections.includes(name)
  const sync = aSync({
    statuses,
    asOf: (names) => ((names?.some(isOurs) ?? true) ? asOf : null),
    lookUp: ask,
    check: ask,
    findResult: async (job) => ({ url: `${job.connection}/${job.jobId}`, validUntil: asOf }),
  })
  const logged: unknown[] = []
  const parts = { store, sync, logError: (error: unknown) => void logged.push(error) }
  const events = createEventStream({ ...parts, clock: createSystemClock(), random: () => 0 })
  const groups = scopes.map((scope, index) => ({ group: `group-${index}`, scope }))
  const proxy = { proxies: ['127.0.0.1'], groupsHeader: 'x-forwarded-groups' }
  const app = createApp({
    ...parts,
    events,
    access: anAccess({ kind: 'proxy', ...proxy }),
    scopeOf: createScopeOf({ groups, everybodyElse: [] }),
    now: () => startMs,
    pagesFolder: '.',
  })
  const server = createServer(getRequestListener(app.fetch))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...mirror,
    startMs,
    logged,
    events,
    async read(viewer: number, path: string, method = 'GET') {
      const headers = { ...headersOf(viewer), ...(method === 'GET' ? {} : writeHeaders) }
      const reply = await fetch(origin + path, { method, headers, redirect: 'manual' })
      return { status: reply.status, headers: reply.headers, text: await reply.text() }
    },
    listen: (viewer: number, lastEventId: string | null = null) =>
      readEvents(`${origin}/api/events`, { headers: headersOf(viewer), lastEventId }),
    async close() {
      events.close()
      server.closeAllConnections()
      server.close()
      await store.close()
    },
  }
}

const headersOf = (viewer: number) => ({
  'x-forwarded-user': `viewer-${viewer}`,
  'x-forwarded-groups': `group-${viewer}`,
})

export type House = Awaited<ReturnType<typeof aHouse>>

const iso = (ms: number) => new Date(ms).toISOString()
