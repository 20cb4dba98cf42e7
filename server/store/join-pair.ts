import { catchUp } from './catch-up.ts'
import type { PairState } from './examine-file.ts'
import { takeBackAfter } from './history.ts'
import type { Queries } from './queries.ts'

/**
 * Do the two files tell of the same jobs up to the same moment, or nearly? SQLite commits one file
 * after the other, so a crash leaves the history one commit ahead, never two: then the mirror is an
 * old copy.
 */
export function isPair(history: PairState | null, mirror: PairState | null): boolean {
  if (!history?.pair || !mirror?.pair) return true
  return history.pair === mirror.pair && history.commits <= mirror.commits + 1
}

/** Brings both files to one name and one number, whichever of them is new or fell behind. */
export function joinPair(db: Queries): void {
  const { history, mirror } = readPair(db)
  const isJoined = history.pair !== null && history.pair === mirror.pair
  if (isJoined && history.commits === mirror.commits) return
  const pair = history.pair ?? mirror.pair ?? newPairName(db)
  // A new mirror has seen nothing: it goes on from where the history is.
  const commits = mirror.pair === null ? history.commits : mirror.commits
  if (history.commits > commits) takeBackAfter(db, commits)
  if (!history.pair || !mirror.pair || history.commits < commits) catchUp(db, commits)
  db.run('UPDATE history_state SET pair = ?, commits = ?', [pair, commits])
  db.run('UPDATE mirror_state SET pair = ?, commits = ?', [pair, commits])
}

/** The number of the commit that has just begun. Takes back what the last one left in one file. */
export function beginCommit(db: Queries): number {
  const { history, mirror } = readPair(db)
  // A commit that failed in the mirror may have reached the history.
  if (history.commits > mirror.commits) takeBackAfter(db, mirror.commits)
  const commits = mirror.commits + 1
  db.run('UPDATE history_state SET commits = ?', [commits])
  db.run('UPDATE mirror_state SET commits = ?', [commits])
  return commits
}

export function readPair(db: Queries): { readonly history: PairState; readonly mirror: PairState } {
  const read = (table: 'history_state' | 'mirror_state') =>
    db.get<PairState>(`SELECT pair, commits FROM ${table}`) ?? { pair: null, commits: 0 }
  return { history: read('history_state'), mirror: read('mirror_state') }
}

function newPairName(db: Queries): string {
  return db.get<{ readonly name: string }>('SELECT lower(hex(randomblob(16))) AS name')?.name ?? ''
}
