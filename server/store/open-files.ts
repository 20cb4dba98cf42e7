import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../errors.ts'
import { createBackUp } from './back-up.ts'
import { connectPair, migratePair, type PairPaths } from './connect-pair.ts'
import { createDailyCheck } from './daily-check.ts'
import { type DataFiles, dataFilesIn } from './data-files.ts'
import { createDatabase, type Database } from './database.ts'
import { checkSql } from './examine-file.ts'
import { lockFolder } from './folder-lock.ts'
import { joinPair } from './join-pair.ts'
import { prepareFolder } from './prepare-folder.ts'
import { createQueries, inTransaction } from './queries.ts'

export type FilesOptions = {
  /** `null`: in memory. */
  readonly folder: string | null
  readonly now: () => number
  readonly report: (text: string) => void
  readonly onBroken: (error: AppError) => void
}

export type OpenFiles = {
  readonly db: Database
  /** See `SqliteStore`. */
  backUp(): Promise<void>
  /** Waits for a backup under way; may be called twice. */
  close(): Promise<void>
}

/** Throws `internal` when the files cannot be used, naming which and why. */
export function openFiles({ folder, ...parts }: FilesOptions): OpenFiles {
  return folder === null ? openInMemory(parts) : openFolder(folder, parts)
}

type Parts = Omit<FilesOptions, 'folder'>

function openInMemory({ now, onBroken }: Parts): OpenFiles {
  const paths = { history: ':memory:', mirror: ':memory:' }
  const db = createDatabase({
    handle: connectJoined(paths),
    reconnect: () => connectPair(paths),
    folder: 'memory',
    now,
    onBroken,
  })
  return { db, backUp: async () => {}, close: async () => db.close() }
}

function openFolder(folder: string, parts: Parts): OpenFiles {
  const { now, report, onBroken } = parts
  const files = dataFilesIn(folder)
  const lock = lockFolder(folder, files.lock)
  try {
    prepareFolder({ files, now, report })
    const reconnect = () => connectPair(files)
    const db = createDatabase({ ...parts, handle: connectJoined(files), reconnect, folder })
    const onUnsound = () => checkHistory(db, files, onBroken)
    const copy = createBackUp({ files, now, onUnsound })
    const check = createDailyCheck({ files, now, report, onBroken })
    const backUp = oneAtATime(() => copy().finally(check))
    return {
      db,
      backUp: backUp.run,
      async close() {
        await backUp.end()
        db.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    if (error instanceof AppError) throw error
    throw new AppError('internal', `${folder} cannot be used: ${(error as Error).message}`, error)
  }
}

/** The first connection to two files, which are or become a pair. */
function connectJoined(paths: PairPaths): DatabaseSync {
  const handle = connectPair(paths)
  try {
    migratePair(handle)
    inTransaction(handle, () => joinPair(createQueries(handle)))
    return handle
  } catch (error) {
    handle.close()
    throw error
  }
}

function checkHistory(db: Database, { history }: DataFiles, onBroken: Parts['onBroken']): void {
  const { quick_check: found } = db.get<{ quick_check: string }>(checkSql) ?? {}
  if (found !== 'ok') onBroken(new AppError('disk-failed', `${history} is damaged.`))
}

/** Whoever asks while it is under way waits for the same. */
function oneAtATime(work: () => Promise<void>) {
  let underWay: Promise<void> | null = null
  return {
    run() {
      underWay ??= work().finally(() => {
        underWay = null
      })
      return underWay
    },
    end: async () => {
      await underWay?.catch(() => {})
    },
  }
}
