import type { Job } from '../jobs/job.ts'
import type { Observation, ReceivedRow } from '../jobs/job-store.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

/**
 * Keeps the texts of jobs that were taken in; writes only what is not there yet. `rows`: those of
 * jobs that were known before.
 */
export function keepReceived(
  db: Queries,
  taken: readonly Job[],
  page: Observation,
  rows: ReadonlyMap<string, { readonly id: number }>,
): void {
  const { connection, texts, requestId = null } = page
  if (!texts) return
  const kept = readTexts(db, [...rows.values()])
  const at = Math.ceil(page.receivedAtMs)
  for (const { jobId } of taken) {
    const text = texts.get(jobId)
    const row = rows.get(jobId)
    if (text === undefined || (row && kept.get(row.id) === text)) continue
    db.run(
      `INSERT INTO received (job, text, at, request_id)
      SELECT id, ?, ?, ? FROM jobs WHERE job_id = ? AND connection = ?
      ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at,
        request_id = excluded.request_id`,
      [text, at, requestId, jobId, connection],
    )
  }
}

/** By the ids of rows. */
function readTexts(db: Queries, rows: readonly { readonly id: number }[]) {
  const texts = db.all<{ readonly job: number; readonly text: string }>(
    'SELECT job, text FROM received WHERE job IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows.map(({ id }) => id))],
  )
  return new Map(texts.map(({ job, text }) => [job, text]))
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
