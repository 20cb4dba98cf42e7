import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { AppError } from '../errors.ts'
import { migrations } from './schema.ts'

/** One open file. The type of a row is the caller's promise about its SQL. */
export type Database = {
  all<Row>(sql: string, values?: readonly SQLInputValue[]): Row[]
  get<Row>(sql: string, values?: readonly SQLInputValue[]): Row | undefined
  run(sql: string, values?: readonly SQLInputValue[]): void
  /** All of `work` or nothing of it. */
  transaction<Result>(work: () => Result): Result
  close(): void
}

/**
 * Opens a mirror's file, or creates it and its folder, for nobody but this user. Throws `internal`,
 * with the file's name, when it is no database or was written by a newer Waybill.
 */
export function openDatabase(file: string): Database {
  let handle: DatabaseSync | undefined
  try {
    if (file !== ':memory:') createPrivately(file)
    handle = new DatabaseSync(file, { timeout: 2_000 })
    prepareFile(handle, file)
    return toDatabase(handle)
  } catch (error) {
    handle?.close()
    if (error instanceof AppError) throw error
    throw new AppError('internal', openingFault(file, error), error)
  }
}

function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite gives its `-wal` and `-shm` files the mode that it finds on this one.
  closeSync(openSync(file, 'a', 0o600))
}

function prepareFile(handle: DatabaseSync, file: string): void {
  refuseNewer(handle, file)
  handle.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
  `)
  inTransaction(handle, () => {
    // Asked again now that nobody else can write: another process may just have migrated it.
    const version = refuseNewer(handle, file)
    for (const step of migrations.slice(version)) handle.exec(step)
    handle.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

function refuseNewer(handle: DatabaseSync, file: string): number {
  const version = Number(handle.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) {
    throw new AppError(
      'internal',
      `${file} was written by a newer Waybill: its version is ${version}, ` +
        `this one understands up to ${migrations.length}`,
    )
  }
  return version
}

const notADatabase = 26
const corrupt = 11

function openingFault(file: string, error: unknown): string {
  const { errcode, message } = error as { errcode?: number; message?: string }
  if (errcode === notADatabase) return `${file} is not a database`
  if (errcode === corrupt) return `${file} is damaged`
  return `${file} cannot be opened: ${message}`
}

function inTransaction<Result>(handle: DatabaseSync, work: () => Result): Result {
  handle.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    handle.exec('COMMIT')
    return result
  } catch (error) {
    // After some failures (disk full, I/O) SQLite has rolled back by itself.
    if (handle.isTransaction) handle.exec('ROLLBACK')
    throw error
  }
}

const keptStatements = 256

function toDatabase(handle: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>()

  function prepare(sql: string): StatementSync {
    const known = statements.get(sql)
    if (known) return known
    const oldest = statements.keys().next()
    if (!oldest.done && statements.size >= keptStatements) statements.delete(oldest.value)
    const statement = handle.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  return {
    all: <Row>(sql: string, values: readonly SQLInputValue[] = []) =>
      prepare(sql).all(...values) as Row[],
    get: <Row>(sql: string, values: readonly SQLInputValue[] = []) =>
      prepare(sql).get(...values) as Row | undefined,
    run(sql, values = []) {
      prepare(sql).run(...values)
    },
    transaction: (work) => inTransaction(handle, work),
    close() {
      if (handle.isOpen) handle.close()
    },
  }
}
