import type { JobWithHistory } from '../jobs/job.ts'
import type { Hidden } from './conditions.ts'
import { toConditions, valuesOf, whereSql } from './conditions.ts'
import { readFirstLook, readGaps, readTransitions } from './history.ts'
import type { JobRow } from './job-rows.ts'
import { toMirroredJob, toTransitions } from './job-rows.ts'
import { mergeGaps } from './merge-gaps.ts'
import type { Queries } from './queries.ts'

/** Which job; without `connection`, of several with this id the newest. */
type Wanted = { readonly jobId: string; readonly connection?: string | undefined }

/** A job, missing or not, with what was observed of it. */
export function findJob(db: Queries, wanted: Wanted, hidden: Hidden): JobWithHistory | null {
  const { jobId } = wanted
  const filter = {
    jobId: [jobId],
    missing: 'shown',
    ...(wanted.connection !== undefined && { connection: [wanted.connection] }),
  } as const
  const conditions = toConditions(filter, { from: null, to: null }, hidden)
  const row = db.get<JobRow>(
    `SELECT * FROM jobs ${whereSql(conditions)}
    ORDER BY created_at DESC, first_seen_at DESC, connection LIMIT 1`,
    valuesOf(conditions),
  )
  if (!row) return null
  const { connection } = row
  const changes = readTransitions(db, { connection, jobId })
  const first = readFirstLook(db, { connection, jobId }) ?? {
    status: changes[0]?.from_status ?? row.status,
    seen_at: row.first_seen_at,
  }
  return {
    job: toMirroredJob(row),
    transitions: toTransitions(first, changes),
    gaps: mergeGaps(readGaps(db, connection, row.first_seen_at, lastTelling(row))),
  }
}

export function connectionsOf(db: Queries, jobId: string, hidden: Hidden): readonly string[] {
  const filter = { jobId: [jobId], missing: 'shown' } as const
  const conditions = toConditions(filter, { from: null, to: null }, hidden)
  const rows = db.all<Pick<JobRow, 'connection'>>(
    `SELECT connection FROM jobs ${whereSql(conditions)} ORDER BY connection`,
    valuesOf(conditions),
  )
  return rows.map(({ connection }) => connection)
}

/** Once a job has ended, no later look tells more of it. */
function lastTelling(row: JobRow): number {
  const hasEnded = row.status === 'completed' || row.status === 'interrupted'
  return hasEnded ? row.since_before : row.confirmed_at
}
