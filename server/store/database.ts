import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../errors.ts'
import { beginCommit, readPair } from './join-pair.ts'
import { createPatience } from './patience.ts'
import { createQueries, inTransaction, type Queries } from './queries.ts'

/** Both files, open. Throws `disk-full` and `disk-failed` where the disk is at fault. */
export type Database = Queries & {
  /** All of `work` or nothing of it, in both files; `commit` is its number. */
  transaction<Result>(work: (commit: number) => Result): Result
  /** How many commits took of which it was told that they failed. */
  untoldCommits(): number
  close(): void
}

export type DatabaseParts = {
  /** A connection to both files. */
  readonly handle: DatabaseSync
  /** Gives another one, or throws what SQLite throws. */
  readonly reconnect: () => DatabaseSync
  /** For messages. */
  readonly folder: string
  readonly now: () => number
  /**
   * Something in the files is not what was written, or the disk failed for a minute, more than by
   * being full: only a restart, which heals the files, can help.
   */
  readonly onBroken: (error: AppError) => void
}

/** Goes on after each failure of the disk: reads at once, writes as soon as the disk lets it. */
export function createDatabase(parts: DatabaseParts): Database {
  const { reconnect, folder, onBroken } = parts
  let { handle } = parts
  let queries = createQueries(handle)
  let committed = readPair(queries).mirror.commits
  let untold = 0
  let isWriting = false
  let isDoubtful = false
  const patience = createPatience(parts)

  /** What the caller is to be told; renews the connection where the failure may have harmed it. */
  function recover(error: unknown): unknown {
    const failure = patience.judge(error)
    if (handle.isOpen && handle.isTransaction) isDoubtful = true
    if (failure?.error.code === 'disk-failed') isDoubtful = true
    if (failure?.isDamage) onBroken(failure.error)
    else if (isDoubtful) renew()
    return failure?.error ?? error
  }

  /** After a failed write or sync nobody knows what a connection holds in memory. */
  function renew(): boolean {
    if (!handle.isOpen) return false
    let fresh: DatabaseSync | undefined
    try {
      fresh = reconnect()
      const freshQueries = createQueries(fresh)
      const { history, mirror } = readPair(freshQueries)
      if (Math.min(history.commits, mirror.commits) < committed) {
        throw new AppError('disk-failed', `${folder} has lost what was stored there.`)
      }
      // Only now: as long as the disk refuses a new connection, the old one may still answer.
      handle.close()
      handle = fresh
      queries = freshQueries
      untold += mirror.commits - committed
      committed = mirror.commits
      isDoubtful = false
      return true
    } catch (error) {
      fresh?.close()
      if (error instanceof AppError) onBroken(error)
      const failure = patience.judge(error)
      if (failure?.isDamage) onBroken(failure.error)
      return false
    }
  }

  function attempt<Result>(work: (queries: Queries) => Result): Result {
    if (isWriting) return work(queries)
    try {
      return work(queries)
    } catch (error) {
      throw recover(error)
    }
  }

  return {
    ...queriesBy(attempt),
    untoldCommits: () => untold,

    transaction(work) {
      if (isDoubtful && !renew()) {
        throw new AppError('disk-failed', `The disk failed: ${folder} cannot be written.`)
      }
      isWriting = true
      try {
        let number = committed
        const result = inTransaction(handle, () => {
          number = beginCommit(queries)
          return work(number)
        })
        committed = number
        patience.worked()
        return result
      } catch (error) {
        throw recover(error)
      } finally {
        isWriting = false
      }
    },

    close() {
      if (handle.isOpen) handle.close()
    },
  }
}

type Attempt = <Result>(work: (queries: Queries) => Result) => Result

function queriesBy(attempt: Attempt): Queries {
  return {
    all: (sql, values) => attempt((now) => now.all(sql, values)),
    get: (sql, values) => attempt((now) => now.get(sql, values)),
    run: (sql, values) => attempt((now) => now.run(sql, values)),
    each: (sql, take) => attempt((now) => now.each(sql, take)),
  }
}
