import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What lies in the folder of a store. */
export type DataFiles = {
  /** What cannot be rebuilt. */
  readonly history: string
  /** What a walk over the list rebuilds. */
  readonly mirror: string
  readonly lock: string
  /** The folder of the copies of `history`. */
  readonly backups: string
}

export function dataFilesIn(folder: string): DataFiles {
  return {
    history: join(folder, 'history.db'),
    mirror: join(folder, 'mirror.db'),
    lock: join(folder, 'lock'),
    backups: join(folder, 'backups'),
  }
}

/** SQLite keeps these beside a file that is open or was left by a crash. */
export const companions = ['-wal', '-shm'] as const

/** Creates a file and its folder, where they are not there, for nobody but this user. */
export function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // Closing a file drops every lock that this process holds on it: leave one that is there alone.
  if (existsSync(file)) return
  setLogAside(file)
  // SQLite gives its companions the mode that it finds on this one.
  closeSync(openSync(file, 'ax', 0o600))
}

/** A log that lost its file must not be played into the next one of that name. */
export function setLogAside(file: string): void {
  for (const companion of companions) {
    if (existsSync(`${file}${companion}`)) {
      renameSync(`${file}${companion}`, `${file}.lost${companion}`)
    }
  }
}

export const asideReasons = ['damaged', 'foreign'] as const
export type AsideReason = (typeof asideReasons)[number]

/** Renames a file and its companions, keeping them for whoever wants to look; gives the new name. */
export function setAside(file: string, reason: AsideReason, nowMs: number): string {
  const wanted = `${file}.${reason}-${toStamp(nowMs)}`
  let name = wanted
  for (let n = 2; existsSync(name); n++) name = `${wanted}-${n}`
  // The file goes last: a log that outlives its file would be played into the next one.
  for (const companion of companions) {
    if (existsSync(`${file}${companion}`)) renameSync(`${file}${companion}`, `${name}${companion}`)
  }
  renameSync(file, name)
  syncFile(dirname(file))
  return name
}

/** A moment in UTC as a part of a file's name; by name is by time. */
export function toStamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[-:]/g, '')
}

/** `NaN` for a text that is no stamp. */
export function readStamp(stamp: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)([\d.]{6}Z)$/.exec(stamp)
  if (!parts) return Number.NaN
  const [, year, month, day, hour, minute, second] = parts
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}`)
}

/** For a folder, too: a new name in it is only then safe from a power cut. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
