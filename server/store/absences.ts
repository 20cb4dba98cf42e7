import type { ScopeFacts } from '../jobs/job-scope.ts'
import type { FinishedSweep } from '../jobs/job-store.ts'
import type { Database } from './database.ts'
import type { JobIndex } from './index/job-index.ts'
import { toScopeFacts } from './job-rows.ts'
import type { Queries } from './queries.ts'

/** One walk may miss a job that is there: the list may shift under it. */
const enoughWalks = 2

type AbsenceParts = { readonly db: Database; readonly index: JobIndex }

/** Counts a walk against every job that nothing confirmed since it began. */
export function noteAbsences(
  { db, index }: AbsenceParts,
  connection: string,
  walk: FinishedSweep,
): void {
  const startedAt = Date.parse(walk.startedAt)
  const finishedAt = Date.parse(walk.finishedAt)
  // A walk that ended before it began says nothing: the clock was set back, `confirmed_at` with it.
  if (!walk.isSettled || !(startedAt <= finishedAt)) return
  const name = `${walk.startedAt}/${walk.finishedAt}`
  const counted = db.get<{ readonly counted_walk: string | null }>(
    'SELECT counted_walk FROM connections WHERE name = ?',
    [connection],
  )
  if (!counted || counted.counted_walk === name) return

  const absent = index.unconfirmedSince(connection, startedAt)
  db.transaction(() => {
    db.run('UPDATE connections SET counted_walk = ? WHERE name = ?', [name, connection])
    db.run(
      `UPDATE jobs
      SET absent_walks = absent_walks + 1, absent_since = coalesce(absent_since, ?)
      WHERE id IN (SELECT value FROM json_each(?)) AND missing_since IS NULL AND confirmed_at < ?`,
      [finishedAt, JSON.stringify(absent), startedAt],
    )
  })
}

export function doubtfulJobIds(db: Queries, connection: string, limit: number): string[] {
  const rows = db.all<{ readonly job_id: string }>(
    `SELECT job_id FROM jobs
    WHERE connection = ? AND absent_walks >= ${enoughWalks} AND missing_since IS NULL
    ORDER BY confirmed_at, job_id LIMIT ?`,
    [connection, limit],
  )
  return rows.map((row) => row.job_id)
}

/** May the job be called missing, now that a look sent at that moment found nothing? */
export function isAbsent(db: Queries, connection: string, jobId: string, sentAtMs: number) {
  const row = db.get(
    `SELECT 1 FROM jobs
    WHERE job_id = ? AND connection = ? AND absent_walks >= ${enoughWalks}
      AND missing_since IS NULL AND confirmed_at < ?`,
    [jobId, connection, Math.floor(sentAtMs)],
  )
  return row !== undefined
}

/** Gives whose it is. */
export function markMissing(db: Queries, connection: string, jobId: string): ScopeFacts[] {
  const rows = db.all<Parameters<typeof toScopeFacts>[0]>(
    `UPDATE jobs SET missing_since = absent_since WHERE job_id = ? AND connection = ?
    RETURNING product_key, source_uid, target_uid`,
    [jobId, connection],
  )
  return rows.map(toScopeFacts)
}
