import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../errors.ts'
import { isDamage } from './disk-failure.ts'
import { historySteps } from './history-schema.ts'
import { mirrorSteps } from './mirror-schema.ts'

export type FileKind = 'history' | 'mirror'

/** Which two files belong together (`null`: not yet joined), and how many commits a file has seen. */
export type PairState = { readonly pair: string | null; readonly commits: number }

/** `empty`: no table in it. `sound`: it can be used. `broken`: it is not what was written. */
export type Examined = {
  readonly condition: 'absent' | 'empty' | 'sound' | 'broken'
  readonly version: number
  /** `null`: it does not know of a pair. */
  readonly state: PairState | null
}

export const latestVersion: { readonly [kind in FileKind]: number } = {
  history: historySteps.length,
  mirror: mirrorSteps.length,
}

const pairedSince: { readonly [kind in FileKind]: number } = { history: 1, mirror: 2 }

/**
 * Reads a file through: a damaged page opens fine. Throws `internal`, with the file's name, when a
 * newer Waybill wrote it or it cannot be read; that is no damage.
 */
export function examineFile(file: string, kind: FileKind): Examined {
  if (!existsSync(file)) return { condition: 'absent', ...nothing }
  const examined = examineInside(file, kind)
  return isCutOff(file) ? { condition: 'broken', ...nothing } : examined
}

/** SQLite's own choice: no file of ours has another. */
const pageSize = 4096

const nothing = { version: 0, state: null } as const

/** SQLite reads a last page that is not whole as if zeros followed. */
function isCutOff(file: string): boolean {
  // What is still in the log may be about to mend it.
  return !existsSync(`${file}-wal`) && statSync(file).size % pageSize !== 0
}

function examineInside(file: string, kind: FileKind): Examined {
  let handle: DatabaseSync | undefined
  try {
    handle = new DatabaseSync(file, { timeout: 2_000 })
    handle.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON')
    const version = Number(handle.prepare('PRAGMA user_version').get()?.['user_version'])
    refuseNewer(file, version, latestVersion[kind])
    if (!isSound(handle)) return { condition: 'broken', ...nothing }
    const { tables } = { ...handle.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() }
    if (tables === 0) return { condition: 'empty', ...nothing }
    const state = version < pairedSince[kind] ? null : readState(handle, kind)
    return { condition: 'sound', version, state }
  } catch (error) {
    if (error instanceof AppError) throw error
    if (isDamage(error)) return { condition: 'broken', ...nothing }
    const { message } = error as Error
    throw new AppError('internal', `${file} cannot be opened: ${message}`, error)
  } finally {
    handle?.close()
  }
}

export const checkSql = 'PRAGMA main.quick_check(1)'

/** Does every page hang together? Throws what SQLite throws where it does not get that far. */
export function isSound(handle: DatabaseSync): boolean {
  return handle.prepare(checkSql).get()?.['quick_check'] === 'ok'
}

function refuseNewer(file: string, version: number, latest: number): void {
  if (version <= latest) return
  throw new AppError(
    'internal',
    `${file} was written by a newer Waybill: its version is ${version}, ` +
      `this one understands up to ${latest}`,
  )
}

function readState(handle: DatabaseSync, kind: FileKind): PairState | null {
  const row = handle.prepare(`SELECT pair, commits FROM ${kind}_state`).get()
  if (!row) return null
  const { pair, commits } = row
  return { pair: typeof pair === 'string' ? pair : null, commits: Number(commits) }
}
