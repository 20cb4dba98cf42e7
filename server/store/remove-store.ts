import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { dataFilesIn } from './data-files.ts'
import { lockFolder } from './folder-lock.ts'

/** Removes a store with all that it set aside, and its backups. Throws `internal` if it is in use. */
export function removeStore(folder: string): void {
  const { history, mirror, backups, lock } = dataFilesIn(folder)
  const held = lockFolder(folder, lock)
  try {
    const files = [history, mirror].map((file) => basename(file))
    for (const name of readdirSync(folder)) {
      if (files.some((file) => name.startsWith(file))) rmSync(join(folder, name))
    }
    rmSync(backups, { recursive: true, force: true })
  } finally {
    held.release()
  }
}
