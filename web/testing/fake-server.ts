import type {
  ConnectionSync,
  FacetName,
  Facets,
  FacetValue,
  Gap,
  MirroredJob,
  SyncProblem,
  Transition,
} from '../api/client.ts'
import { createFakeEvents, type FakeEvents } from './fake-events.ts'

export type FakeServer = {
  jobs: MirroredJob[]
  /** Of every job. */
  transitions: Transition[]
  gaps: Gap[]
  facets: Partial<Facets>
  connection: ConnectionSync
  /** Besides that one. */
  others: readonly ConnectionSync[]
  /** How much the reader is shown; absent: everything. `nothing`: no connection either. */
  sees?: 'part' | 'nothing'
  /** Our own server is away. */
  isDown: boolean
  /** It takes requests and answers none, as on a dead connection. */
  isSilent: boolean
  /** Instead of the usual answer to a check. */
  checked: (() => Response) | null
  readonly events: FakeEvents
  readonly asked: string[]
  readonly fetch: typeof fetch
}

const facetNames: readonly FacetName[] = [
  'status',
  'productKey',
  'strategy',
  'sourceInstance',
  'targetInstance',
  'sourceRegion',
  'targetRegion',
  'targetUid',
  'connection',
]

/** Answers like our server, as far as the page needs it; filters by status, job id and missing, and does not sort. */
export function createFakeServer(given: Partial<FakeServer> = {}): FakeServer {
  const asked: string[] = []
  const server: FakeServer = {
    jobs: [],
    transitions: [],
    gaps: [],
    facets: {},
    connection: aConnection(),
    others: [],
    isDown: false,
    isSilent: false,
    checked: null,
    events: createFakeEvents(),
    asked,
    fetch: async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input, 'http://waybill.test')
      asked.push(url.pathname + decodeURIComponent(url.search))
      if (server.isDown) throw new TypeError('Failed to fetch')
      if (url.pathname === '/api/events') return server.events.reply(init)
      if (server.isSilent) return untilAborted(init.signal)
      return oneJob(server, url.pathname) ?? Response.json(answer(server, url))
    },
    ...given,
  }
  return server
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

function oneJob(server: FakeServer, pathname: string): Response | null {
  const [, jobId, check] = /^\/api\/jobs\/(\w+)(\/check)?$/.exec(pathname) ?? []
  if (jobId === undefined) return null
  if (check && server.checked) return server.checked()
  const { transitions, gaps } = server
  const job = server.jobs.find((one) => one.jobId === jobId)
  if (job) return Response.json({ job, transitions, gaps, ...(check && { isListed: true }) })
  const error = { code: 'not-found', message: `No job has the id ${jobId}.` }
  return Response.json({ error }, { status: 404 })
}

function answer(server: FakeServer, { pathname, searchParams }: URL) {
  const asOf = server.connection.asOf
  if (pathname === '/api/sync') {
    const { sees, connection, others } = server
    return { connections: sees === 'nothing' ? [] : [connection, ...others], sees }
  }
  if (pathname === '/api/session') {
    const viewer = { id: 'alice', name: 'alice', role: 'viewer', groups: [] }
    return { viewer, signIn: 'proxy', canEnd: false }
  }
  if (pathname === '/api/facets') {
    const facets = facetNames.map((name) => [name, server.facets[name] ?? countBy(server, name)])
    return { facets: Object.fromEntries(facets), asOf }
  }
  const statuses = searchParams.getAll('status')
  const ids = searchParams.getAll('jobId')
  const missing = searchParams.get('missing')
  const jobs = server.jobs.filter(
    ({ status, jobId, missingSince }) =>
      (statuses.length === 0 || statuses.includes(status)) &&
      (ids.length === 0 || ids.includes(jobId)) &&
      (missingSince === null ? missing !== 'only' : missing !== null),
  )
  const start = Number(searchParams.get('nextToken'))
  const end = start + Number(searchParams.get('pageSize') ?? 50)
  const nextToken = end < jobs.length ? String(end) : null
  return { jobs: jobs.slice(start, end), nextToken, jobCount: jobs.length, asOf }
}

function countBy({ jobs }: FakeServer, name: FacetName): FacetValue[] {
  if (name !== 'status') return []
  const values = [...new Set(jobs.map(({ status }) => status))]
  return values.map((value) => ({
    value,
    name: '',
    count: jobs.filter(({ status }) => status === value).length,
  }))
}

export function aProblem(overrides: Partial<SyncProblem> = {}): SyncProblem {
  return {
    code: 'throttled',
    message: 'Request was denied due to user flow control.',
    upstreamCode: 'Throttling.User',
    requestId: '4B1F0C92',
    since: '2026-11-24T02:01:50.000Z',
    lastAt: '2026-11-24T02:01:50.000Z',
    nextTryAt: null,
    ...overrides,
  }
}

export function aConnection(overrides: Partial<ConnectionSync> = {}): ConnectionSync {
  return {
    connection: 'fleet',
    region: 'cn-shanghai',
    endpoint: 'https://iot.cn-shanghai.aliyuncs.com',
    iotInstanceId: 'iot-cn-6ja8k2p1',
    state: 'live',
    asOf: '2026-11-24T02:02:05.000Z',
    jobsKnown: 2,
    sweep: null,
    lastSweep: {
      startedAt: '2026-11-24T01:58:00.000Z',
      finishedAt: '2026-11-24T01:58:40.000Z',
      pages: 1,
      jobsRead: 2,
      jobCount: 2,
      restarts: 0,
      isSettled: true,
    },
    quota: {
      slots: 4,
      ceiling: null,
      callsPerSecond: 1.2,
      calls: 10,
      throttled: 0,
      throttledAt: null,
      pausedUntil: null,
      sharing: 'alone',
      othersPerSecond: null,
    },
    problem: null,
    ...overrides,
  } as ConnectionSync
}
