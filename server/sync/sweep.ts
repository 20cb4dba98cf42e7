import type { SourcePage } from '../jobs/job-source.ts'
import type { Sweep, SyncRecord } from '../jobs/job-store.ts'

/** The largest page that the API gives; the number of calls of a sweep follows from it. */
export const sweepPageSize = 200

export function startSweep(startedAt: string, restarts = 0): Sweep {
  return { startedAt, nextToken: null, pages: 0, jobsRead: 0, jobCount: null, restarts }
}

/** The walk after one more page of it; a page without a next token ends it. */
export function advance(record: SyncRecord, page: SourcePage, finishedAt: string): SyncRecord {
  const before = record.current ?? startSweep(finishedAt)
  const current = {
    ...before,
    nextToken: page.nextToken,
    pages: before.pages + 1,
    jobsRead: before.jobsRead + page.jobs.length + page.unreadable,
    jobCount: page.jobCount ?? before.jobCount,
  }
  if (page.nextToken !== null) return { ...record, current }
  return { ...record, current: null, last: { ...current, finishedAt } }
}

/**
 * Does the upstream's paging lead in a circle? It gave a token that this walk already used, or
 * far more pages than a list of the stated length can have.
 */
export function isLooping(sweep: Sweep, usedTokens: ReadonlySet<string>): boolean {
  if (sweep.nextToken !== null && usedTokens.has(sweep.nextToken)) return true
  if (sweep.jobCount === null) return sweep.pages > 100_000
  return sweep.pages > 2 * Math.ceil(sweep.jobCount / sweepPageSize) + 10
}

/** The walk without the token, which is nobody's business but the sync's. */
export function withoutToken<S extends Sweep>({ nextToken: _, ...progress }: S) {
  return progress
}

const minute = 60_000

/**
 * How long after the end of a walk the next one begins: twenty times what it took (so that it
 * takes a twentieth of the quota), within 5 minutes and an hour.
 */
export function pauseAfter(last: NonNullable<SyncRecord['last']>): number {
  const tookMs = Date.parse(last.finishedAt) - Date.parse(last.startedAt)
  return Math.min(60 * minute, Math.max(5 * minute, 20 * tookMs))
}

/** Walks that break off begin again at once, a few times, then at growing intervals to 5 minutes. */
export function pauseBeforeRestart(restarts: number): number {
  return restarts <= 3 ? 1000 : Math.min(5 * minute, 1000 * 2 ** (restarts - 2))
}
