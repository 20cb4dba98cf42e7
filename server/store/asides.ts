import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type AsideReason, asideReasons, companions } from './data-files.ts'

const newestKept = 3

/** Removes what was once set aside of a file, but for the three newest of each reason. */
export function dropOldAsides(file: string): void {
  for (const reason of asideReasons) {
    for (const name of asidesOf(file, reason).slice(newestKept)) {
      const aside = join(dirname(file), name)
      for (const suffix of [...companions, '']) rmSync(`${aside}${suffix}`, { force: true })
    }
  }
}

/** Names without a folder, the newest first. */
function asidesOf(file: string, reason: AsideReason): string[] {
  const prefix = `${basename(file)}.${reason}-`
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const parts = /^(\d{8}T\d{6}\.\d{3}Z)(?:-(\d+))?$/.exec(name.slice(prefix.length))
      return parts ? [{ name, stamp: parts[1] ?? '', n: Number(parts[2] ?? 1) }] : []
    })
    .sort((a, b) => (a.stamp === b.stamp ? b.n - a.n : a.stamp < b.stamp ? 1 : -1))
    .map(({ name }) => name)
}
