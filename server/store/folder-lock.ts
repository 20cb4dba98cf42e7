import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../errors.ts'
import { createPrivately } from './data-files.ts'
import { isBusy } from './disk-failure.ts'

export type FolderLock = { release(): void }

/** Long enough for a process that is just ending. */
const patienceMs = 2_000

/**
 * Keeps a folder to this process until it is released or the process ends, however it ends. Throws
 * `internal` when another one has it.
 */
export function lockFolder(folder: string, file: string): FolderLock {
  let handle: DatabaseSync | undefined
  try {
    createPrivately(file)
    handle = new DatabaseSync(file, { timeout: patienceMs })
    // The lock is all that is wanted of the file: nothing is ever written to it.
    handle.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    handle?.close()
    if (isBusy(error))
      throw new AppError('internal', `${folder} is in use by another Waybill`, error)
    const { message } = error as Error
    throw new AppError('internal', `${file} cannot be opened: ${message}`, error)
  }
  const held = handle
  return {
    release() {
      if (held.isOpen) held.close()
    },
  }
}
