import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What of a process is in memory, in megabytes; Linux alone tells. */
export function residentMb(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  if (!found) throw new Error(`/proc/${pid}/status does not tell what is resident`)
  return Number(found[1]) / 1024
}

/** All files in a folder and below it. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
