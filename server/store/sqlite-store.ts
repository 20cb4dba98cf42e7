import type { AppError } from '../errors.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { createEventLog } from './event-log.ts'
import { createHistoryCounts } from './history-counts.ts'
import { createJobIndex } from './index/job-index.ts'
import { createReads } from './mirror-reads.ts'
import { createView } from './mirror-view.ts'
import { createWrites } from './mirror-writes.ts'
import { type OpenFiles, openFiles } from './open-files.ts'

export type SqliteStoreOptions = {
  /** Of this store alone: `history.db`, `mirror.db`, `backups`. `null`: all in memory. */
  readonly folder: string | null
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** The configured ones: jobs of others stay in the file and do not show. Absent: all show. */
  readonly connections?: readonly string[]
  /** Takes plain sentences: what was wrong with the files, and what was done about it. */
  readonly report?: (text: string) => void
  /** A file was damaged while in use, or the disk failed for a minute: only a new start can help. */
  readonly onBroken?: (error: AppError) => void
}

/** Throws `disk-full` and `disk-failed` where the disk does not take something in or give it back. */
export type SqliteStore = JobStore & {
  /**
   * Copies what cannot be rebuilt into the folder's `backups`, and drops old copies. Does nothing
   * within 50 minutes of the last one or where nothing was added: to be called every hour. Once a
   * day it reads both files through, and tells `onBroken` where one is damaged.
   */
  backUp(): Promise<void>
}

/**
 * The mirror in one file, and what it observed in another, which outlives the mirror. Damaged files
 * are set aside. Throws `internal` when the files cannot be used or another process uses them.
 */
export function createSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { folder, now, report = () => {}, onBroken = () => {} } = options
  const files = openFiles({ folder, now, report, onBroken })
  try {
    return createStoreOver(files, options)
  } catch (error) {
    void files.close()
    throw error
  }
}

/** The same over files that are open already; closing the store closes them. */
export function createStoreOver(files: OpenFiles, options: SqliteStoreOptions): SqliteStore {
  const { db, backUp, close } = files
  const { now, connections, report = () => {} } = options
  const index = createJobIndex(db)
  const log = createEventLog({ db, now, report })

  const parts = { db, index, log, now, connections }
  const whole = createView(parts, 'everything')

  return {
    ...whole,
    within: (scope) => (scope === 'everything' ? whole : createView(parts, scope)),
    ...createReads({ db, connections }),
    ...createWrites({ db, log, index }),
    ...createHistoryCounts(db),
    backUp,
    close,
  }
}
