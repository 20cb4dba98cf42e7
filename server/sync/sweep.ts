import type { SourcePage } from '../jobs/job-source.ts'
import type { FinishedSweep, Sweep, SyncRecord, UnsettledBy } from '../jobs/job-store.ts'
import { largestPage } from './look.ts'
import type { Pace } from './pace.ts'
import type { TrailSigns } from './trail.ts'

export function startSweep(startedAt: string, restarts = 0): Sweep {
  const nothing = { nextToken: null, pages: 0, jobsRead: 0, jobCount: null, unreadable: 0 }
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
    unreadable: (walk.unreadable ?? 0) + page.unreadable,
    ...unsettle(walk, doubtOfPage(walk, page)),
  }
  if (page.nextToken !== null) return { current, last }
  const ended = { ...current, ...unsettle(current, doubtOfLength(current)) }
  return { current: null, last: finish(ended, now, last) }
}

/** `last`: the walk that ended before it. */
export function finish(walk: Sweep, now: string, last: FinishedSweep | null): FinishedSweep {
  const ended = { ...walk, finishedAt: now }
  return ended.isSettled ? ended : { ...ended, ...countOn(last) }
}

/** The first reason stands, but for the clock, which spoils whatever else the walk may tell. */
function unsettle(
  walk: Sweep,
  doubt: UnsettledBy | null,
): Pick<Sweep, 'isSettled' | 'unsettledBy'> {
  if (doubt === null || (!walk.isSettled && doubt !== 'clock'))
    return {
      isSettled: walk.isSettled,
      ...(walk.unsettledBy && { unsettledBy: walk.unsettledBy }),
    }
  return { isSettled: false, unsettledBy: doubt }
}

/**
 * Why a job that this page does not show cannot be told from one that it hides, if so. Where the
 * list shrank, rows moved up past the walk; where the wall clock was set back behind the walk's
 * start, what this page confirms looks older than the walk.
 */
function doubtOfPage(walk: Sweep, page: SourcePage): UnsettledBy | null {
  if (Math.floor(page.sentAtMs) < Date.parse(walk.startedAt)) return 'clock'
  if (page.unreadable > 0) return 'unreadable'
  const isShrunk = walk.jobCount !== null && page.jobCount !== null && page.jobCount < walk.jobCount
  return isShrunk ? 'shrunk' : null
}

function doubtOfLength({ jobsRead, jobCount }: Sweep): UnsettledBy | null {
  if (jobCount === null) return 'uncounted'
  return jobsRead < jobCount ? 'short' : null
}

function countOn(last: FinishedSweep | null) {
  const before = last?.unsettledInARow ?? (last?.isSettled === false ? 1 : 0)
  return { unsettledInARow: before + 1 }
}

/** Of the list's rows, a walk must have read so many to say anything of those that it did not. */
const enoughRead = 0.9

/**
 * Does it mean anything that a job was not on this walk, which is no proof? Where it happens again
 * and again, it does; else one row that can never be read would let no job ever be missing.
 */
export function isHint({ isSettled, unsettledBy, ...walk }: FinishedSweep): boolean {
  if (isSettled || unsettledBy === undefined || unsettledBy === 'clock') return false
  return walk.jobsRead - (walk.unreadable ?? 0) >= enoughRead * (walk.jobCount ?? 0)
}

/**
 * Two such walks together, the older one first, as one that counts like a settled one: what neither
 * listed was on none of both. `null`: the wall clock was set back in between.
 */
export function joinHints(first: FinishedSweep, second: FinishedSweep): FinishedSweep | null {
  if (second.startedAt < first.startedAt) return null
  return { ...second, startedAt: first.startedAt, isSettled: true }
}

const mostPages = 100_000
/** Pages this short are odd, but may be all that the upstream gives. */
const shortPage = 10
const slackInPages = 10
/** So many pages that were there before, one after the other: one may be by chance. */
const repeatsOfLoop = 2

/**
 * Does the upstream's paging lead in a circle? It gave a token that was already used, shows the
 * same pages again, or shows nothing new any more on far more pages than a list of the stated
 * length can have. The stated length alone is no sign: some upstreams never state more than a
 * certain number.
 */
export function isLooping(
  { nextToken, ...walk }: Pick<Sweep, 'nextToken' | 'pages' | 'jobsRead' | 'jobCount'>,
  signs: TrailSigns,
): boolean {
  if (nextToken === null) return false
  if (signs.isUsed(nextToken) || signs.pagesRepeated >= repeatsOfLoop) return true
  const isBeyond = walk.pages > pagesOf(walk) && signs.pagesWithoutNews >= slackInPages
  return isBeyond || walk.pages > mostPages
}

/** Twice as many as a list of the stated length takes, and some. */
function pagesOf({ pages, jobsRead, jobCount }: Pick<Sweep, 'pages' | 'jobsRead' | 'jobCount'>) {
  const pageSize = Math.min(largestPage, Math.max(shortPage, jobsRead / Math.max(1, pages)))
  return 2 * Math.ceil((jobCount ?? 0) / pageSize) + slackInPages
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
