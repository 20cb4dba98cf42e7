import type { Gap, JobStatus } from '../jobs/job.ts'
import type { FirstLookRow, TransitionRow } from './job-rows.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

type JobName = { readonly connection: string; readonly jobId: string }

/** A job as far as its history tells. Moments in epoch milliseconds. */
export type Past = {
  readonly firstSeenAt: number
  readonly status: JobStatus
  readonly sinceFrom: JobStatus | null
  readonly sinceAfter: number | null
  readonly sinceBefore: number
  /** When the last look was sent that the history knows it from. */
  readonly sinceSentAt: number
  /** `null`: not known. */
  readonly createdAt: number | null
}

/** `null`: nobody ever saw the job. */
export function readPast(db: Queries, { connection, jobId }: JobName): Past | null {
  const past = db.get<Past>(
    `SELECT first_seen_at AS firstSeenAt, status, from_status AS sinceFrom, after_at AS sinceAfter,
      before_at AS sinceBefore, sent_at AS sinceSentAt, created_at AS createdAt
    FROM (${lastKnownSql}) WHERE job_id = ? AND connection = ?`,
    [jobId, connection],
  )
  return past ?? null
}

/** What a look that does not know when it was sent was sent after: no call took so long. */
const longestCallMs = 10_000

/** Each job of the history with its last transition, or the first look where it had none. */
export const lastKnownSql = `
  SELECT look.job_id, look.connection, look.seen_at AS first_seen_at,
    coalesce(change.to_status, look.status) AS status, change.from_status, change.after_at,
    coalesce(change.before_at, look.seen_at) AS before_at,
    iif(
      change.id IS NULL,
      coalesce(look.sent_at, look.seen_at - ${longestCallMs}),
      coalesce(change.sent_at, change.before_at - ${longestCallMs})
    ) AS sent_at,
    iif(change.id IS NULL, look.created_at, change.created_at) AS created_at
  FROM first_looks AS look LEFT JOIN transitions AS change ON change.id = (
    SELECT max(id) FROM transitions AS any_change
    WHERE any_change.job_id = look.job_id AND any_change.connection = look.connection
  )`

/** What a look showed. Moments in epoch milliseconds. */
type Seen = { readonly sentAt: number; readonly createdAt: number | null }

export type FirstLook = JobName & Seen & { readonly status: JobStatus; readonly seenAt: number }

export function addFirstLook(db: Queries, look: FirstLook, commit: number): void {
  const { connection, jobId, status, seenAt, sentAt, createdAt } = look
  db.run(
    `INSERT INTO first_looks
      (connection, job_id, status, seen_at, sent_at, created_at, commit_number)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [connection, jobId, status, seenAt, sentAt, createdAt, commit],
  )
}

export type StatusChange = JobName &
  Seen & {
    /** `null`: it is another job than the one before, of the same id. */
    readonly from: JobStatus | null
    readonly to: JobStatus
    readonly after: number
    readonly before: number
  }

export function addTransition(db: Queries, change: StatusChange, commit: number): void {
  const { connection, jobId, from, to, after, before, sentAt, createdAt } = change
  db.run(
    `INSERT INTO transitions (connection, job_id, from_status, to_status, after_at, before_at,
      sent_at, created_at, commit_number)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [connection, jobId, from, to, after, before, sentAt, createdAt, commit],
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
