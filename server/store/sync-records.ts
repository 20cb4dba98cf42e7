import type { SyncRecord } from '../jobs/job-store.ts'
import { toMoment } from './job-rows.ts'
import type { Queries } from './queries.ts'

/** How far the sync of a connection has come. To be called inside a transaction. */
export function keepRecord(db: Queries, connection: string, record: SyncRecord): void {
  db.run(
    `INSERT INTO connections (name, sync) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET sync = excluded.sync`,
    [connection, JSON.stringify(record)],
  )
}

export function readRecord(db: Queries, connection: string): SyncRecord {
  const row = db.get<{ readonly sync: string | null }>(
    'SELECT sync FROM connections WHERE name = ?',
    [connection],
  )
  return row?.sync
    ? (JSON.parse(row.sync) as SyncRecord)
    : { current: null, last: null, asOf: null }
}

/** The history need not be written for less: a gap that begins this much early is still honest. */
const worthWritingMs = 5_000

/** Keeps the moment where a mirror that is built anew finds it. To be called in a transaction. */
export function rememberSettled(db: Queries, connection: string, asOf: string | null): void {
  if (asOf === null) return
  const settledAt = Date.parse(asOf)
  db.run(
    `INSERT INTO settled_looks (connection, settled_at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET settled_at = excluded.settled_at
    WHERE abs(excluded.settled_at - settled_at) >= ${worthWritingMs}`,
    [connection, settledAt],
  )
}

export function readSettled(db: Queries, connection: string): string | null {
  const row = db.get<{ readonly settled_at: number }>(
    'SELECT settled_at FROM settled_looks WHERE connection = ?',
    [connection],
  )
  return row ? toMoment(row.settled_at) : null
}
