import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import type { JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import { idleFacts } from './idle-facts.ts'
import { idleQuota } from './idle-quota.ts'
import type { TrueWorld } from './true-world.ts'

/** What the documents leave open: the order of the list, and what a next token names. */
export const orders = ['newest', 'oldest', 'shuffled', 'wild'] as const
export const tokenKinds = ['offset', 'after-job', 'snapshot'] as const

/** What may be wrong with the answers for a while. */
export const moods = [
  'unreachable',
  'throttled',
  'odd-reply',
  'token-expired',
  'loop',
  'lying-total',
  'no-total',
  'unreadable-row',
  'repeated-rows',
  'early-end',
  'empty-list',
  'slow',
] as const

export type Order = (typeof orders)[number]
export type TokenKind = (typeof tokenKinds)[number]
export type Mood = (typeof moods)[number]

export const slowestMs = 3000
const pageCap = 7

/**
 * A source over a true world that behaves as badly as an upstream may: pages of a few rows in
 * whatever order, tokens of several kinds, and the moods above. Its answers about one job are true.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over one state, each part short
export function createMoodySource(world: TrueWorld, clock: Clock, random: () => number) {
  let order: Order = 'newest'
  let tokenKind: TokenKind = 'after-job'
  const moodUntilMs = new Map<Mood, number>()
  const never = new AbortController().signal
  const snapshots: Job[][] = []
  let salt = 0
  let calls = 0

  const isIn = (mood: Mood) => (moodUntilMs.get(mood) ?? 0) > clock.wallMs()

  function matching({ status, jobId }: SourceQuery): Job[] {
    const found = world
      .jobs()
      .filter((job) => status === undefined || job.status === status)
      .filter((job) => jobId === undefined || job.jobId === jobId)
    if (order === 'wild') salt += 1
    const placed = found.map((job) => ({ job, at: place(job, order, salt) }))
    return placed.sort((a, b) => a.at - b.at).map(({ job }) => job)
  }

  function pageOf(query: SourceQuery, size: number, token: string | undefined) {
    const live = matching(query)
    const [kind, at, list] = token?.split(':') ?? [tokenKind, '', String(snapshots.length)]
    if (token === undefined && kind === 'snapshot') snapshots.push(live)
    const all = kind === 'snapshot' ? (snapshots[Number(list)] ?? []) : live
    const start =
      kind === 'after-job' ? all.findIndex((job) => job.jobId === at) + 1 : Number(at || 0)
    const jobs = all.slice(start, start + Math.min(size, pageCap))
    const last = jobs.at(-1)
    const isLast = last === undefined || start + jobs.length >= all.length
    const next = kind === 'after-job' ? last?.jobId : String(start + jobs.length)
    return { jobs, nextToken: isLast ? null : `${kind}:${next}:${list}`, jobCount: all.length }
  }

  /** A snapshot tells of jobs as they are now, in the order of then, like a cursor over ids. */
  function current(jobs: readonly Job[]): Job[] {
    return jobs.flatMap(({ jobId }) => world.find(jobId) ?? [])
  }

  function answer(query: SourceQuery, size: number, token: string | undefined) {
    const page = pageOf(query, size, token)
    const jobs = current(page.jobs)
    if (query.jobId !== undefined) return { ...page, jobs, unreadable: 0 }
    const lost = isIn('unreadable-row') ? jobs.splice(Math.floor(random() * jobs.length), 1) : []
    if (isIn('empty-list')) return { jobs: [], nextToken: null, jobCount: 0, unreadable: 0 }
    return {
      jobs: isIn('repeated-rows') ? [...jobs, ...jobs] : jobs,
      nextToken: isIn('loop')
        ? (token ?? page.nextToken)
        : isIn('early-end')
          ? null
          : page.nextToken,
      jobCount: isIn('no-total')
        ? null
        : isIn('lying-total')
          ? Math.floor(random() * 100)
          : page.jobCount,
      unreadable: lost.length,
    }
  }

  function failure(token: string | undefined): Error | null {
    if (isIn('unreachable')) return new AppError('unreachable', 'down')
    if (isIn('throttled') && random() < 0.7) return new AppError('throttled', 'busy')
    if (isIn('odd-reply') && random() < 0.5) return new AppError('unreadable-reply', 'odd')
    const isExpired = isIn('token-expired') && token !== undefined
    return isExpired ? new AppError('token-refused', 'expired') : null
  }

  const source: JobSource = {
    async listJobs(query, { size, nextToken }, { signal = never }): Promise<SourcePage> {
      calls += 1
      const sentAtMs = clock.wallMs()
      const latencyMs = isIn('slow') ? random() * slowestMs : 20 + random() * 100
      // The upstream looks at some moment between the two; only it knows at which.
      const lookAfterMs = Math.floor(latencyMs * random())
      await clock.wait(lookAfterMs, signal)
      const outcome = failure(nextToken) ?? answer(query, size, nextToken)
      await clock.wait(Math.ceil(latencyMs) - lookAfterMs, signal)
      if (signal.aborted) throw new AppError('unreachable', 'stopped')
      if (outcome instanceof Error) throw outcome
      return { ...outcome, sentAtMs, receivedAtMs: clock.wallMs(), requestId: null }
    },
    findResult: async () => null,
    facts: () => idleFacts,
    quotaUse: () => ({ ...idleQuota, calls }),
  }

  return {
    source,
    setOrder(next: Order, kind: TokenKind) {
      order = next
      tokenKind = kind
      salt += 1
    },
    beMoody(mood: Mood, ms: number) {
      moodUntilMs.set(mood, clock.wallMs() + ms)
    },
    /** Well-behaved from now on, in whatever order that stays the same. */
    beGood() {
      moodUntilMs.clear()
      if (order === 'wild') order = 'shuffled'
    },
  }
}

function place(job: Job, order: Order, salt: number): number {
  const created = Date.parse(job.createdAt ?? '')
  if (order === 'newest') return -created
  if (order === 'oldest') return created
  let hash = salt
  for (const letter of job.jobId) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003
  return (hash * 7919) % 1_000_003
}
