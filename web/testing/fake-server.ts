import type { ConnectionSync, FacetName, Facets, FacetValue, MirroredJob } from '../api/client.ts'

export type FakeServer = {
  jobs: MirroredJob[]
  facets: Partial<Facets>
  connection: ConnectionSync
  /** Our own server is away. */
  isDown: boolean
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
]

/** Answers like our server, as far as the page needs it; filters by status and job id. */
export function createFakeServer(given: Partial<FakeServer> = {}): FakeServer {
  const asked: string[] = []
  const server: FakeServer = {
    jobs: [],
    facets: {},
    connection: aConnection(),
    isDown: false,
    asked,
    fetch: async (input) => {
      const url = new URL(input instanceof Request ? input.url : input, 'http://waybill.test')
      asked.push(url.pathname + decodeURIComponent(url.search))
      if (server.isDown) throw new TypeError('Failed to fetch')
      return Response.json(answer(server, url))
    },
    ...given,
  }
  return server
}

function answer(server: FakeServer, { pathname, searchParams }: URL) {
  const asOf = server.connection.asOf
  if (pathname === '/api/sync') return { connections: [server.connection] }
  if (pathname === '/api/facets') {
    const facets = facetNames.map((name) => [name, server.facets[name] ?? countBy(server, name)])
    return { facets: Object.fromEntries(facets), asOf }
  }
  const statuses = searchParams.getAll('status')
  const ids = searchParams.getAll('jobId')
  const jobs = server.jobs.filter(
    ({ status, jobId }) =>
      (statuses.length === 0 || statuses.includes(status)) &&
      (ids.length === 0 || ids.includes(jobId)),
  )
  return { jobs, nextToken: null, jobCount: jobs.length, asOf }
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
    },
    quota: {
      slots: 4,
      ceiling: null,
      callsPerSecond: 1.2,
      calls: 10,
      throttled: 0,
      throttledAt: null,
      pausedUntil: null,
    },
    problem: null,
    ...overrides,
  } as ConnectionSync
}
