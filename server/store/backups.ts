import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readStamp, toStamp } from './data-files.ts'

/** A copy of the history, whole and closed. */
export type Backup = { readonly name: string; readonly takenAtMs: number }

const newestKept = 24
const daysKept = 7

export function nameBackup(nowMs: number): string {
  return `history-${toStamp(nowMs)}.db`
}

/** The newest first; none where there is no such folder. */
export function listBackups(folder: string): Backup[] {
  return namesIn(folder)
    .map((name) => ({
      name,
      takenAtMs: readStamp(/^history-(.+)\.db$/.exec(name)?.[1] ?? ''),
    }))
    .filter(({ takenAtMs }) => !Number.isNaN(takenAtMs))
    .sort((a, b) => b.takenAtMs - a.takenAtMs)
}

/** Removes all but the newest 24 and the last one of each of the 7 newest days. */
export function dropOldBackups(folder: string): void {
  const backups = listBackups(folder)
  const kept = new Set(backupsToKeep(backups))
  for (const backup of backups) {
    if (!kept.has(backup)) rmSync(join(folder, backup.name), { force: true })
  }
}

/** `backups`: the newest first. */
export function backupsToKeep(backups: readonly Backup[]): Backup[] {
  const lastOfDay = new Map<string, Backup>()
  for (const backup of backups) {
    const day = new Date(backup.takenAtMs).toISOString().slice(0, 10)
    if (!lastOfDay.has(day)) lastOfDay.set(day, backup)
  }
  const days = [...lastOfDay.values()].slice(0, daysKept)
  return [...new Set([...backups.slice(0, newestKept), ...days])]
}

/** Those of a copy that was interrupted. */
export function dropUnfinished(folder: string): void {
  for (const name of namesIn(folder).filter((each) => each.includes(unfinished))) {
    rmSync(join(folder, name), { force: true })
  }
}

/** What the name of a file ends in until it is whole. */
export const unfinished = '.unfinished'

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
