import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { isDamage } from './disk-failure.ts'
import { isSound } from './examine-file.ts'

// Reads a file through in a thread of its own, so that nobody waits for it. Takes the file's path,
// answers whether it is sound, and throws where it could not tell.
parentPort?.postMessage(isFileSound(String(workerData)))

function isFileSound(file: string): boolean {
  let handle: DatabaseSync | undefined
  try {
    handle = new DatabaseSync(file, { readOnly: true, timeout: 2_000 })
    handle.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON')
    return isSound(handle)
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  } finally {
    handle?.close()
  }
}
