import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import type {
  CallPurpose,
  JobSource,
  ResultLink,
  SourcePage,
  SourceQuery,
} from '../jobs/job-source.ts'
import { idleFacts } from './idle-facts.ts'
import { idleQuota } from './idle-quota.ts'

export type MemoryCall = {
  readonly query: SourceQuery
  readonly purpose: CallPurpose
  readonly nextToken: string | undefined
  readonly page: number | undefined
}

/** What the upstream's documents leave open. */
export type MemoryOptions = {
  /** How long a call takes, by the given clock; it sees the jobs as they were when it was sent. */
  readonly latencyMs?: number
  /** `shuffled`: otherwise in each walk, by a seed that its tokens carry. */
  readonly order?: 'newest-first' | 'oldest-first' | 'shuffled'
  /** `key`: after the last job of the page before. `offset`: arrivals and deletions shift pages. */
  readonly tokens?: 'key' | 'offset'
}

type Placed = { readonly job: Job; readonly at: number }

/** A source over jobs in memory, which may come, change and go at any time. */
export function createMemorySource(clock: Clock, options: MemoryOptions = {}) {
  const { latencyMs = 50 } = options
  const list = createList(options)
  const calls: MemoryCall[] = []
  /** What goes wrong: thrown instead of an answer, or an answer of its own, until unset. */
  const trouble: { next: ((call: MemoryCall) => AppError | SourcePage | null) | null } = {
    next: null,
  }
  const resultCalls: string[] = []
  /** What is known of a job's result file. */
  const results: { next: (jobId: string) => ResultLink | AppError | null } = { next: () => null }
  const never = new AbortController().signal

  const source: JobSource = {
    async listJobs(query, { size, nextToken }, { purpose, signal, page: number }) {
      const call = { query, purpose, nextToken, page: number }
      calls.push(call)
      const sentAtMs = clock.wallMs()
      const sentAt = clock.monotonicMs()
      const page = list.readPage(query, size, nextToken)
      const outcome = trouble.next?.(call)
      await clock.wait(latencyMs, signal ?? never)
      if (signal?.aborted) throw new AppError('timed-out', 'stopped')
      if (outcome instanceof AppError) throw outcome
      if (outcome) return outcome
      const receivedAtMs = sentAtMs + clock.monotonicMs() - sentAt
      return { ...page, unreadable: 0, sentAtMs, receivedAtMs, requestId: null }
    },
    async findResult(jobId, { signal }) {
      resultCalls.push(jobId)
      const result = results.next(jobId)
      await clock.wait(latencyMs, signal ?? never)
      if (result instanceof AppError) throw result
      return result
    },
    facts: () => idleFacts,
    quotaUse: () => ({ ...idleQuota, calls: calls.length }),
  }
  return { source, calls, resultCalls, trouble, results, put: list.put, remove: list.remove }
}

/** The jobs in their order, page by page. */
function createList({ order = 'newest-first', tokens = 'key' }: MemoryOptions) {
  const jobs = new Map<string, Job>()
  let walks = 0
  let sorted: { readonly seed: number; readonly jobs: readonly Placed[] } | null = null

  function place(job: Job, seed: number): number {
    if (order === 'shuffled') return scramble(job.jobId, seed)
    const created = Date.parse(job.createdAt ?? '')
    return order === 'oldest-first' ? created : -created
  }

  // Most calls find the jobs as the call before left them.
  function inOrder(seed: number): readonly Placed[] {
    if (sorted?.seed === seed) return sorted.jobs
    const placed = [...jobs.values()].map((job) => ({ job, at: place(job, seed) }))
    placed.sort((a, b) => a.at - b.at || (a.job.jobId < b.job.jobId ? -1 : 1))
    sorted = { seed, jobs: placed }
    return placed
  }

  return {
    put(job: Job) {
      sorted = null
      jobs.set(job.jobId, job)
    },
    remove(jobId: string) {
      sorted = null
      jobs.delete(jobId)
    },
    readPage(query: SourceQuery, size: number, nextToken: string | undefined) {
      if (nextToken === undefined) walks += 1
      const [seed, after, key = ''] = nextToken?.split(' ') ?? [String(walks), '0']
      const matching = inOrder(order === 'shuffled' ? Number(seed) : 0).filter(
        ({ job }) =>
          (query.status === undefined || job.status === query.status) &&
          (query.jobId === undefined || job.jobId === query.jobId),
      )
      const isAfter = ({ job, at }: Placed) =>
        at > Number(after) || (at === Number(after) && job.jobId > key)
      const start = key === '' ? Number(after) : matching.findIndex(isAfter)
      const page = start < 0 ? [] : matching.slice(start, start + size)
      const last = page.at(-1)
      const isEnd = last === undefined || start + size >= matching.length
      const next = tokens === 'offset' ? `${start + size}` : `${last?.at} ${last?.job.jobId}`
      return {
        jobs: page.map(({ job }) => job),
        nextToken: isEnd ? null : `${seed} ${next}`,
        jobCount: matching.length,
      }
    },
  }
}

function scramble(text: string, seed: number): number {
  let state = 2166136261 ^ Math.imul(seed, 2654435761)
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619)
  return (state ^ (state >>> 15)) >>> 0
}
