import type { JobStore } from '../jobs/job-store.ts'
import { doubtfulJobIds } from './absences.ts'
import type { JobRow } from './job-rows.ts'
import type { Queries } from './queries.ts'
import { readRecord, readSettled } from './sync-records.ts'

type MirrorReads = Pick<JobStore, 'activeJobIds' | 'doubtfulJobIds' | 'readSync' | 'lastSettledAt'>

export type ReadParts = {
  readonly db: Queries
  /** See `SqliteStoreOptions`. */
  readonly connections: readonly string[] | undefined
}

/** What the sync goes by; nobody who looks is told of it. */
export function createReads({ db, connections }: ReadParts): MirrorReads {
  return {
    async activeJobIds(connection) {
      if (connections && !connections.includes(connection)) return []
      const rows = db.all<Pick<JobRow, 'job_id'>>(
        `SELECT job_id FROM jobs
        WHERE connection = ? AND active = 1 AND missing_since IS NULL ORDER BY job_id`,
        [connection],
      )
      return rows.map((row) => row.job_id)
    },

    doubtfulJobIds: async (connection, limit) => doubtfulJobIds(db, connection, limit),
    readSync: async (connection) => readRecord(db, connection),
    lastSettledAt: async (connection) =>
      readRecord(db, connection).asOf ?? readSettled(db, connection),
  }
}
