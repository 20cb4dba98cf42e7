import type { Job } from '../jobs/job.ts'
import type { Observation, ReceivedRow } from '../jobs/job-store.ts'
import type { Condition } from './conditions.ts'
import { valuesOf, whereSql } from './conditions.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

type JobName = { readonly connection: string; readonly jobId: string }

/** Keeps the texts of rows that were taken in; writes only what is not there yet. */
export function keepReceived(db: Queries, taken: readonly Job[], page: Observation): void {
  const { connection, texts, requestId = null } = page
  const at = Math.ceil(page.receivedAtMs)
  for (const { jobId } of taken) {
    const text = texts?.get(jobId)
    if (text === undefined) continue
    db.run(
      `INSERT INTO received (job, text, at, request_id)
      SELECT id, ?, ?, ? FROM jobs WHERE job_id = ? AND connection = ?
      ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at,
        request_id = excluded.request_id
      WHERE text <> excluded.text`,
      [text, at, requestId, jobId, connection],
    )
  }
}

/** `scope`: what the job must meet besides, to be seen. */
export function findReceived(
  db: Queries,
  { connection, jobId }: JobName,
  scope: readonly Condition[],
): ReceivedRow | null {
  const wanted = whereSql([{ sql: 'job_id = ? AND connection = ?' }, ...scope])
  const row = db.get<{
    readonly text: string
    readonly at: number
    readonly request_id: string | null
  }>(
    `SELECT text, at, request_id FROM received
    WHERE job = (SELECT id FROM jobs ${wanted})`,
    [jobId, connection, ...valuesOf(scope)],
  )
  return row ? { text: row.text, at: toMoment(row.at), requestId: row.request_id } : null
}
