import { DatabaseSync } from 'node:sqlite'
import { historySteps } from './history-schema.ts'
import { mirrorSteps } from './mirror-schema.ts'
import { inTransaction } from './queries.ts'

/** Paths, or `:memory:`. */
export type PairPaths = { readonly history: string; readonly mirror: string }

/**
 * A connection to both files, so that one transaction spans them: the history as `main`, which
 * SQLite commits first, the mirror as `mirror`. Throws what SQLite throws.
 */
export function connectPair({ history, mirror }: PairPaths): DatabaseSync {
  const handle = new DatabaseSync(history, { timeout: 2_000 })
  try {
    handle.prepare('ATTACH ? AS mirror').run(mirror)
    handle.exec(settings)
    return handle
  } catch (error) {
    handle.close()
    throw error
  }
}

/**
 * `synchronous` holds for a connection, not for a file, and each file has its own. Of pages little is
 * kept (KiB, where they are negative): the index answers lists, and single rows are read by their ids.
 */
const settings = `
  PRAGMA main.journal_mode = WAL;
  PRAGMA mirror.journal_mode = WAL;
  PRAGMA main.synchronous = FULL;
  PRAGMA mirror.synchronous = FULL;
  PRAGMA main.journal_size_limit = 16777216;
  PRAGMA mirror.journal_size_limit = 16777216;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA main.cache_size = -512;
  PRAGMA mirror.cache_size = -512;
`

/** Takes the steps that a file has not taken yet, all or none of them. */
export function migratePair(handle: DatabaseSync): void {
  // The history first: a step of the mirror may hand something over to it.
  migrate(handle, 'main', historySteps)
  migrate(handle, 'mirror', mirrorSteps)
}

function migrate(handle: DatabaseSync, schema: 'main' | 'mirror', steps: readonly string[]): void {
  const version = Number(handle.prepare(`PRAGMA ${schema}.user_version`).get()?.['user_version'])
  if (version >= steps.length) return
  inTransaction(handle, () => {
    for (const step of steps.slice(version)) handle.exec(step)
    handle.exec(`PRAGMA ${schema}.user_version = ${steps.length}`)
  })
}
