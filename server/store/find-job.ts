import type { JobWithHistory } from '../jobs/job.ts'
import { isWithin, type JobScope } from '../jobs/job-scope.ts'
import type { ReceivedRow } from '../jobs/job-store.ts'
import { readFirstLook, readGaps, readTransitions } from './history.ts'
import type { JobRow } from './job-rows.ts'
import { toMirroredJob, toScopeFacts, toTransitions } from './job-rows.ts'
import { mergeGaps } from './merge-gaps.ts'
import type { Queries } from './queries.ts'
import { readReceived } from './received.ts'

/** What may be told of single jobs. */
export type Shown = {
  /** The only connections whose jobs show; absent: all of them. */
  readonly connections: readonly string[] | undefined
  readonly scope: JobScope
}

/** Which job; without `connection`, of several with this id the newest. */
type Wanted = { readonly jobId: string; readonly connection?: string | undefined }

/** A job, missing or not, with what was observed of it. */
export function findJob(db: Queries, wanted: Wanted, shown: Shown): JobWithHistory | null {
  const { jobId } = wanted
  const row = rowsOf(db, jobId, shown).find(
    ({ connection }) => connection === (wanted.connection ?? connection),
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

export function connectionsOf(db: Queries, jobId: string, shown: Shown): readonly string[] {
  return rowsOf(db, jobId, shown)
    .map(({ connection }) => connection)
    .sort()
}

export function findReceived(
  db: Queries,
  { connection, jobId }: { readonly connection: string; readonly jobId: string },
  scope: JobScope,
): ReceivedRow | null {
  const [row] = rowsOf(db, jobId, { connections: [connection], scope })
  return row ? readReceived(db, row.id) : null
}

/** The newest first. */
function rowsOf(db: Queries, jobId: string, { connections, scope }: Shown): JobRow[] {
  const rows = db.all<JobRow>(
    `SELECT * FROM jobs WHERE job_id = ?
    ORDER BY created_at DESC, first_seen_at DESC, connection`,
    [jobId],
  )
  return rows.filter(
    (row) =>
      (connections?.includes(row.connection) ?? true) &&
      isWithin(scope, { connection: row.connection, ...toScopeFacts(row) }),
  )
}

/** Once a job has ended, no later look tells more of it. */
function lastTelling(row: JobRow): number {
  const hasEnded = row.status === 'completed' || row.status === 'interrupted'
  return hasEnded ? row.since_before : row.confirmed_at
}
