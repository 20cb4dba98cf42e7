import type { Job } from '../jobs/job.ts'
import type { Observation, ReceivedRow } from '../jobs/job-store.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

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

/** `job`: the id of its row. */
export function readReceived(db: Queries, job: number): ReceivedRow | null {
  const row = db.get<{
    readonly text: string
    readonly at: number
    readonly request_id: string | null
  }>('SELECT text, at, request_id FROM received WHERE job = ?', [job])
  return row ? { text: row.text, at: toMoment(row.at), requestId: row.request_id } : null
}
