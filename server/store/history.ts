import type { Gap, JobStatus } from '../jobs/job.ts'
import type { FirstLookRow, TransitionRow } from './job-rows.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

type JobName = { readonly connection: string; readonly jobId: string }

/** A job as far as its history tells. Moments in epoch milliseconds. */
export type Past = {
  readonly firstSeenAt: number
  readonly status: JobStatus
  readonly sinceAfter: number | null
  /** The last moment that the history knows it in this status, too. */
  readonly sinceBefore: number
}

/** `null`: nobody ever saw the job. */
export function readPast(db: Queries, { connection, jobId }: JobName): Past | null {
  const past = db.get<Past>(
    `SELECT seen_at AS firstSeenAt, coalesce(to_status, status) AS status,
      after_at AS sinceAfter, coalesce(before_at, seen_at) AS sinceBefore
    FROM (${lastKnownSql}) WHERE job_id = ? AND connection = ?`,
    [jobId, connection],
  )
  return past ?? null
}

/** Each job of the history with its last transition, where it had any. */
const lastKnownSql = `
  SELECT look.job_id, look.connection, look.status, look.seen_at,
    change.to_status, change.after_at, change.before_at
  FROM first_looks AS look LEFT JOIN transitions AS change ON change.id = (
    SELECT max(id) FROM transitions AS any_change
    WHERE any_change.job_id = look.job_id AND any_change.connection = look.connection
  )`

export type FirstLook = JobName & { readonly status: JobStatus; readonly seenAt: number }

export function addFirstLook(db: Queries, look: FirstLook, commit: number): void {
  db.run(
    `INSERT INTO first_looks (connection, job_id, status, seen_at, commit_number)
    VALUES (?, ?, ?, ?, ?)`,
    [look.connection, look.jobId, look.status, look.seenAt, commit],
  )
}

export type StatusChange = JobName & {
  readonly from: JobStatus
  readonly to: JobStatus
  readonly after: number
  readonly before: number
}

export function addTransition(db: Queries, change: StatusChange, commit: number): void {
  const { connection, jobId, from, to, after, before } = change
  db.run(
    `INSERT INTO transitions
      (connection, job_id, from_status, to_status, after_at, before_at, commit_number)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [connection, jobId, from, to, after, before, commit],
  )
}

/** A commit that did not reach the mirror may be in the file: it does not count. */
export const isCommitted = 'commit_number <= (SELECT commits FROM mirror_state)'

export function readFirstLook(db: Queries, { connection, jobId }: JobName): FirstLookRow | null {
  const sql = `SELECT status, seen_at FROM first_looks
    WHERE job_id = ? AND connection = ? AND ${isCommitted}`
  return db.get<FirstLookRow>(sql, [jobId, connection]) ?? null
}

export function readTransitions(db: Queries, { connection, jobId }: JobName): TransitionRow[] {
  return db.all<TransitionRow>(
    `SELECT from_status, to_status, after_at, before_at FROM transitions
    WHERE job_id = ? AND connection = ? AND ${isCommitted} ORDER BY id`,
    [jobId, connection],
  )
}

export function addGap(db: Queries, connection: string, gap: Gap, commit: number): void {
  db.run(
    `INSERT INTO gaps (connection, after_at, before_at, commit_number) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING`,
    [connection, Date.parse(gap.after), Date.parse(gap.before), commit],
  )
}

/** Those that reach into the time between two moments, in epoch milliseconds, oldest first. */
export function readGaps(db: Queries, connection: string, fromMs: number, toMs: number): Gap[] {
  const rows = db.all<{ readonly after_at: number; readonly before_at: number }>(
    `SELECT after_at, before_at FROM gaps
    WHERE connection = ? AND before_at > ? AND after_at < ? AND ${isCommitted}
    ORDER BY after_at, before_at`,
    [connection, fromMs, toMs],
  )
  return rows.map((row) => ({ after: toMoment(row.after_at), before: toMoment(row.before_at) }))
}

/** Takes back what commits after that number added. */
export function takeBackAfter(db: Queries, commit: number): void {
  for (const table of ['first_looks', 'transitions', 'gaps']) {
    db.run(`DELETE FROM ${table} WHERE commit_number > ?`, [commit])
  }
}

/**
 * Adds what the mirror still knows and the history does not, as after it was restored from a
 * backup. It claims no more than that: of changes in between, the mirror knows only the last.
 */
export function catchUp(db: Queries, commit: number): void {
  db.run(
    `INSERT INTO transitions
      (connection, job_id, from_status, to_status, after_at, before_at, commit_number)
    SELECT jobs.connection, jobs.job_id, coalesce(past.to_status, past.status), jobs.status,
      min(coalesce(past.before_at, past.seen_at), jobs.since_before), jobs.since_before, ?
    FROM jobs JOIN (${lastKnownSql}) AS past USING (job_id, connection)
    WHERE coalesce(past.to_status, past.status) <> jobs.status`,
    [commit],
  )
  db.run(
    `INSERT INTO first_looks (connection, job_id, status, seen_at, commit_number)
    SELECT connection, job_id, status, iif(since_after IS NULL, first_seen_at, since_before), ?
    FROM jobs WHERE true ORDER BY first_seen_at
    ON CONFLICT DO NOTHING`,
    [commit],
  )
}
