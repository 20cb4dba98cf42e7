import type { SourcePage } from '../jobs/job-source.ts'
import type { Sweep, SyncRecord } from '../jobs/job-store.ts'
import { largestPage } from './look.ts'
import type { Pace } from './pace.ts'

export function startSweep(startedAt: string, restarts = 0): Sweep {
  const nothing = { nextToken: null, pages: 0, jobsRead: 0, jobCount: null }
  return { startedAt, ...nothing, restarts, isSettled: true }
}

/** The walk after one more page of it, which came at `now`; a page without a next token ends it. */
export function advance(
  { current: before, last }: Pick<SyncRecord, 'current' | 'last'>,
  page: SourcePage,
  now: string,
): Pick<SyncRecord, 'current' | 'last'> {
  const walk = before ?? startSweep(now)
  const current = {
    ...walk,
    nextToken: page.nextToken,
    pages: walk.pages + 1,
    jobsRead: walk.jobsRead + page.jobs.length + page.unreadable,
    jobCount: page.jobCount ?? walk.jobCount,
    isSettled: walk.isSettled && isProof(walk, page),
  }
  if (page.nextToken !== null) return { current, last }
  const { jobsRead, jobCount } = current
  const isSettled = current.isSettled && jobCount !== null && jobsRead >= jobCount
  return { current: null, last: { ...current, isSettled, finishedAt: now } }
}

/**
 * Can a job that this page does not show be told from one that it hides? Not where the list shrank,
 * for rows moved up past the walk; nor where the wall clock was set back behind the walk's start,
 * for what this page confirms looks older than the walk.
 */
function isProof(walk: Sweep, page: SourcePage): boolean {
  const isShrunk = walk.jobCount !== null && page.jobCount !== null && page.jobCount < walk.jobCount
  const isSetBack = Math.floor(page.sentAtMs) < Date.parse(walk.startedAt)
  return page.unreadable === 0 && !isShrunk && !isSetBack
}

const mostPages = 100_000
/** Pages this short are odd, but may be all that the upstream gives. */
const shortPage = 10
const slackInPages = 10

/**
 * Does the upstream's paging lead in a circle? It gave a token that was already used, or far more
 * pages than a list of the stated length can have.
 */
export function isLooping(
  { nextToken, pages, jobsRead, jobCount }: Omit<Sweep, 'startedAt' | 'restarts' | 'isSettled'>,
  usedTokens: ReadonlySet<string>,
): boolean {
  if (nextToken !== null && usedTokens.has(nextToken)) return true
  if (jobCount === null) return pages > mostPages
  const pageSize = Math.min(largestPage, Math.max(shortPage, jobsRead / Math.max(1, pages)))
  return pages > Math.min(mostPages, 2 * Math.ceil(jobCount / pageSize) + slackInPages)
}

/** The walk without the token, which is nobody's business but the sync's. */
export function withoutToken<S extends Sweep>({ nextToken: _, ...progress }: S) {
  return progress
}

/**
 * How long after the end of a walk the next one begins: twenty times what it took (so that it
 * takes a twentieth of the quota), within the pace's limits. Sooner in doubt, but never more than
 * a third of the time.
 */
export function pauseAfter(tookMs: number, isInDoubt: boolean, pace: Pace): number {
  const { shortestPauseMs, longestPauseMs, doubtPauseMs } = pace
  const usualMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, 20 * tookMs))
  return isInDoubt ? Math.min(usualMs, Math.max(doubtPauseMs, 2 * tookMs)) : usualMs
}

/** Restarts at once in a row, and not worth telling anybody. */
export const quietRestarts = 3

/** Walks that break off begin again at once, a few times, then at growing intervals. */
export function pauseBeforeRestart(restarts: number, pace: Pace): number {
  const doublings = Math.max(0, restarts - quietRestarts + 1)
  if (restarts <= quietRestarts) return pace.restartPauseMs
  return Math.min(pace.longestRestartPauseMs, pace.restartPauseMs * 2 ** doublings)
}
