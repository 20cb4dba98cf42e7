import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ToldRequest } from '../api/told-request.ts'
import type { CallFacts } from '../jobs/source-facts.ts'
import type { ConnectionSync } from '../sync/sync-status.ts'

export type Metrics = ReturnType<typeof createMetrics>

/** Where the gauges look when they are read. */
export type Watched = {
  readonly statuses: () => readonly ConnectionSync[]
  /** Open event streams. */
  readonly viewers: () => number
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
}

const waits = [0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30]
const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** What Prometheus may know: numbers by connection, action and route; no account, no version. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  registry.removeSingleMetric('nodejs_version_info')
  const ofUpstream = createUpstreamMetrics(registers)
  const requests = new Histogram({
    name: 'waybill_http_request_duration_seconds',
    help: 'From the request to the last byte of the reply, by route and status',
    labelNames: ['route', 'status'] as const,
    buckets: durations,
    registers,
  })
  const auditFailures = new Counter({
    name: 'waybill_audit_write_failures_total',
    help: 'Lines of the audit log that could not be written',
    registers,
  })

  return {
    contentType: registry.contentType,
    read: () => registry.metrics(),
    ...ofUpstream,
    countRequest: ({ route, status, ms }: ToldRequest) =>
      requests.observe({ route, status: String(status) }, ms / 1000),
    countAuditFailure: () => auditFailures.inc(),
    watch: (watched: Watched) => watchState(registers, watched),
  }
}

function createUpstreamMetrics(registers: Registry[]) {
  const calls = new Counter({
    name: 'waybill_upstream_calls_total',
    help: 'Calls to Alibaba Cloud that ended, by action and outcome (ok, or the error code)',
    labelNames: ['action', 'outcome'] as const,
    registers,
  })
  const throttles = new Counter({
    name: 'waybill_upstream_throttles_total',
    help: 'Calls that Alibaba Cloud throttled',
    labelNames: ['action'] as const,
    registers,
  })
  const callTimes = new Histogram({
    name: 'waybill_upstream_call_duration_seconds',
    help: 'From sending a call to having its answer',
    labelNames: ['action'] as const,
    buckets: durations,
    registers,
  })
  const slotWaits = new Histogram({
    name: 'waybill_upstream_slot_wait_seconds',
    help: 'How long a call waited for its slot, by what it was for',
    labelNames: ['purpose'] as const,
    buckets: waits,
    registers,
  })
  return {
    countCall({ operation: action, purpose, outcome, tookMs, waitedMs }: CallFacts) {
      calls.inc({ action, outcome })
      if (outcome === 'throttled') throttles.inc({ action })
      callTimes.observe({ action }, tookMs / 1000)
      slotWaits.observe({ purpose }, waitedMs / 1000)
    },
  }
}

function watchState(registers: Registry[], { statuses, viewers, now }: Watched) {
  const byConnection = (
    name: string,
    help: string,
    read: (status: ConnectionSync) => number | null,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: ['connection'] as const,
      registers,
      collect() {
        this.reset()
        for (const status of statuses()) {
          const value = read(status)
          if (value !== null) this.set({ connection: status.connection }, value)
        }
      },
    })
  const ageOf = (moment: string | null | undefined) =>
    moment ? Math.max(0, now() - Date.parse(moment)) / 1000 : null
  byConnection(
    'waybill_mirror_jobs',
    'Jobs in the mirror, missing ones not counted',
    (status) => status.jobsKnown,
  )
  byConnection(
    'waybill_sweep_age_seconds',
    'Since the last walk over the whole list ended; absent until one has',
    ({ lastSweep }) => ageOf(lastSweep?.finishedAt),
  )
  byConnection(
    'waybill_mirror_age_seconds',
    'How old the newest rows and the active jobs are at most; absent until they were read',
    ({ asOf }) => ageOf(asOf),
  )
  byConnection(
    'waybill_connection_in_trouble',
    '1 while the page says that something is wrong with the connection',
    ({ problem }) => (problem === null ? 0 : 1),
  )
  new Gauge({
    name: 'waybill_viewers',
    help: 'Open event streams: tabs of one browser share one',
    registers,
    collect() {
      this.set(viewers())
    },
  })
}
