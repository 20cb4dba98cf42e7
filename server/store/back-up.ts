import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { AppError } from '../errors.ts'
import { dropOldBackups, dropUnfinished, listBackups, nameBackup, unfinished } from './backups.ts'
import { createPrivately, type DataFiles, syncFile } from './data-files.ts'
import { readDiskFailure } from './disk-failure.ts'
import { isSound } from './examine-file.ts'

export type BackUpParts = {
  readonly files: DataFiles
  readonly now: () => number
  /** What was read of the history is damaged: is that so on the disk? */
  readonly onUnsound: () => void
}

const betweenBackupsMs = 50 * 60_000

/**
 * Gives what copies the history to the folder of backups, unless the newest copy is younger than
 * 50 minutes or holds the same. Throws `disk-full` and `disk-failed`.
 */
export function createBackUp({ files, now, onUnsound }: BackUpParts): () => Promise<void> {
  const { history, backups } = files

  async function backUp() {
    const nowMs = now()
    const newest = listBackups(backups)[0]
    const ageMs = newest ? nowMs - newest.takenAtMs : Number.POSITIVE_INFINITY
    // A copy from a time to come is from before the clock was set back: that it is young is no news.
    if (ageMs >= 0 && ageMs < betweenBackupsMs) return
    const source = new DatabaseSync(history, { readOnly: true, timeout: 2_000 })
    try {
      if (newest && extentOfFile(join(backups, newest.name)) === extentOf(source)) return
      dropUnfinished(backups)
      const name = nameBackup(nowMs)
      const copy = join(backups, `${name}${unfinished}`)
      createPrivately(copy)
      // In one go: were it in steps, every commit in between would make it begin anew.
      await backup(source, copy, { rate: 1_000_000_000 })
      finishCopy(copy)
      renameSync(copy, join(backups, name))
      syncFile(backups)
      dropOldBackups(backups)
    } finally {
      source.close()
    }
  }

  function finishCopy(copy: string) {
    const handle = new DatabaseSync(copy)
    try {
      // A copy stands alone, without a log beside it.
      handle.exec('PRAGMA journal_mode = DELETE')
      if (isSound(handle)) return
    } finally {
      handle.close()
    }
    rmSync(copy)
    onUnsound()
    throw new AppError('disk-failed', `The copy of ${history} is damaged.`)
  }

  return () =>
    backUp().catch((error) => {
      const failure = readDiskFailure(error, backups)
      if (failure?.isDamage) onUnsound()
      throw failure?.error ?? error
    })
}

/** Copies the history before its steps change it. To be called while nobody has it open. */
export function copyBeforeSteps({ history, backups }: DataFiles, nowMs: number): void {
  const name = nameBackup(nowMs)
  const copy = join(backups, `${name}${unfinished}`)
  dropUnfinished(backups)
  createPrivately(copy)
  const source = new DatabaseSync(history, { timeout: 2_000 })
  try {
    source.prepare('VACUUM INTO ?').run(copy)
  } finally {
    source.close()
  }
  renameSync(copy, join(backups, name))
  syncFile(backups)
}

/** Names what a history holds: rows are only ever added to it. */
function extentOf(handle: DatabaseSync): string {
  const extent = handle.prepare(
    `SELECT (SELECT max(id) FROM first_looks) AS looks,
      (SELECT max(id) FROM transitions) AS changes, (SELECT max(id) FROM gaps) AS gaps`,
  )
  return JSON.stringify(extent.get())
}

/** `null`: the copy cannot be read. */
function extentOfFile(file: string): string | null {
  let handle: DatabaseSync | undefined
  try {
    handle = new DatabaseSync(file, { readOnly: true })
    return extentOf(handle)
  } catch {
    return null
  } finally {
    handle?.close()
  }
}
