import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** SQL over both files. The type of a row is the caller's promise about its SQL. */
export type Queries = {
  all<Row>(sql: string, values?: readonly SQLInputValue[]): Row[]
  get<Row>(sql: string, values?: readonly SQLInputValue[]): Row | undefined
  run(sql: string, values?: readonly SQLInputValue[]): void
  /** Row by row, each as its values: for more of them than belong into memory at once. */
  each<Values extends readonly unknown[]>(sql: string, take: (row: Values) => void): void
}

const keptStatements = 256

export function createQueries(handle: DatabaseSync): Queries {
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
    each<Values extends readonly unknown[]>(sql: string, take: (row: Values) => void) {
      const statement = handle.prepare(sql)
      statement.setReturnArrays(true)
      for (const row of statement.iterate() as Iterable<unknown>) take(row as Values)
    },
  }
}

/** All of `work` or nothing of it. */
export function inTransaction<Result>(handle: DatabaseSync, work: () => Result): Result {
  handle.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    handle.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(handle)
    throw error
  }
}

function rollBack(handle: DatabaseSync): void {
  // After some failures (disk full, I/O) SQLite has rolled back by itself.
  if (!handle.isTransaction) return
  try {
    handle.exec('ROLLBACK')
  } catch {
    // What went wrong before is what counts. A connection that is stuck is replaced by its owner.
  }
}
