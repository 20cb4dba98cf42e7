import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import type { CallPurpose, JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import type { Clock } from '../sync/clock.ts'

export type MemoryCall = {
  readonly query: SourceQuery
  readonly purpose: CallPurpose
  readonly nextToken: string | undefined
}

/** A source over jobs in memory, newest first; a call takes `latencyMs` of the given clock. */
export function createMemorySource(clock: Clock, latencyMs = 50) {
  const jobs = new Map<string, Job>()
  const calls: MemoryCall[] = []
  /** What goes wrong: thrown instead of an answer, or an answer of its own, until unset. */
  const trouble: { next: ((call: MemoryCall) => AppError | SourcePage | null) | null } = {
    next: null,
  }
  const never = new AbortController().signal

  const source: JobSource = {
    async listJobs(query, { size, nextToken }, { purpose, signal }) {
      const call = { query, purpose, nextToken }
      calls.push(call)
      const sentAtMs = clock.wallMs()
      const matching = [...jobs.values()]
        .filter((job) => query.status === undefined || job.status === query.status)
        .filter((job) => query.jobId === undefined || job.jobId === query.jobId)
        .sort((a, b) => order(b) - order(a))
      const after = nextToken === undefined ? Number.POSITIVE_INFINITY : Number(nextToken)
      const rest = matching.filter((job) => order(job) < after)
      const page = rest.slice(0, size)
      const last = page.at(-1)
      const outcome = trouble.next?.(call)
      await clock.wait(latencyMs, signal ?? never)
      if (signal?.aborted) throw new AppError('timed-out', 'stopped')
      if (outcome instanceof AppError) throw outcome
      if (outcome) return outcome
      return {
        jobs: page,
        nextToken: rest.length > size && last ? String(order(last)) : null,
        jobCount: matching.length,
        unreadable: 0,
        sentAtMs,
        receivedAtMs: clock.wallMs(),
        requestId: null,
      }
    },
    quotaUse: () => ({
      slots: 4,
      ceiling: null,
      callsPerSecond: 0,
      calls: calls.length,
      throttled: 0,
      throttledAt: null,
      pausedUntil: null,
    }),
  }
  return {
    source,
    calls,
    trouble,
    put: (job: Job) => jobs.set(job.jobId, job),
    remove: (jobId: string) => jobs.delete(jobId),
  }
}

const order = (job: Job) => Date.parse(job.createdAt ?? '')
