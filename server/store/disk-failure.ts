import { AppError } from '../errors.ts'

/** `isDamage`: the file is not what was written; only a restart, which heals it, helps. */
export type DiskFailure = { readonly error: AppError; readonly isDamage: boolean }

/** What went wrong with the disk under `folder`; `null`: something else went wrong. */
export function readDiskFailure(error: unknown, folder: string): DiskFailure | null {
  if (isFull(error)) {
    const text = `The disk is full: nothing more can be stored in ${folder}.`
    return { error: new AppError('disk-full', text, error), isDamage: false }
  }
  if (isDamage(error)) {
    const text = `A file of the mirror in ${folder} is damaged.`
    return { error: new AppError('disk-failed', text, error), isDamage: true }
  }
  if (!isDiskTrouble(error)) return null
  const text = `The disk failed: ${folder} cannot be read or written.`
  return { error: new AppError('disk-failed', text, error), isDamage: false }
}

export function isDamage(error: unknown): boolean {
  const code = codeOf(error)
  return code === sqlite.corrupt || code === sqlite.notADatabase
}

/** Another process has the file: it is not for us to write. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === sqlite.busy
}

const sqlite = {
  permission: 3,
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  notADatabase: 26,
} as const

const troubles: readonly (number | null)[] = [
  sqlite.permission,
  sqlite.busy,
  sqlite.readOnly,
  sqlite.ioError,
  sqlite.cannotOpen,
  sqlite.protocol,
]

/** SQLite's primary result code; `null` where the error is none of SQLite's. */
function codeOf(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null
  return typeof code === 'number' ? code & 0xff : null
}

const isFull = (error: unknown) =>
  codeOf(error) === sqlite.full || ['ENOSPC', 'EDQUOT'].includes(systemCodeOf(error))

const isDiskTrouble = (error: unknown) =>
  troubles.includes(codeOf(error)) || systemCodeOf(error).startsWith('E')

/** `''` where the error is none of the file system's. */
function systemCodeOf(error: unknown): string {
  const isOfSystem = error instanceof Error && 'syscall' in error && 'code' in error
  return isOfSystem ? String(error.code) : ''
}
