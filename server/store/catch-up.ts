import { lastKnownSql } from './history.ts'
import type { Queries } from './queries.ts'

/**
 * Adds what the mirror still knows and the history does not, as after it was restored from a
 * backup. It claims no more than that: of changes in between, the mirror knows only the last, and
 * the status that this one began with.
 */
export function catchUp(db: Queries, commit: number): void {
  addFirstLooks(db, commit)
  // The way to the status before the last change, then the change: the order of the history.
  for (const sql of [toStatusBeforeSql, lastChangeSql]) {
    db.run(
      `INSERT INTO transitions (connection, job_id, from_status, to_status, after_at, before_at,
        sent_at, created_at, commit_number)
      ${sql}`,
      [commit],
    )
  }
}

function addFirstLooks(db: Queries, commit: number): void {
  db.run(
    `INSERT INTO first_looks
      (connection, job_id, status, seen_at, sent_at, created_at, commit_number)
    SELECT connection, job_id, coalesce(since_from, status),
      iif(since_after IS NULL, first_seen_at, since_before),
      iif(since_from IS NULL, since_sent_at, since_after), created_at, ?
    FROM jobs WHERE true ORDER BY first_seen_at
    ON CONFLICT DO NOTHING`,
    [commit],
  )
}

/** The jobs whose last change of status the history does not have. */
const behindSql = `jobs JOIN (${lastKnownSql}) AS past USING (job_id, connection)
  WHERE (past.status <> jobs.status OR past.before_at < jobs.since_before)`

const toStatusBeforeSql = `
  SELECT jobs.connection, jobs.job_id, past.status, jobs.since_from,
    min(past.sent_at, jobs.since_before), jobs.since_before, jobs.since_after, NULL, ?
  FROM ${behindSql} AND jobs.since_from <> past.status`

const lastChangeSql = `
  SELECT jobs.connection, jobs.job_id, jobs.since_from, jobs.status,
    coalesce(jobs.since_after, min(past.sent_at, jobs.since_before)), jobs.since_before,
    jobs.since_sent_at, jobs.created_at, ?
  FROM ${behindSql}`
