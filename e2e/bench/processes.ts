import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What of a process is in memory, in megabytes; Linux alone tells. */
export function residentMb(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  if (!found) throw new Error(`/proc/${pid}/status does not tell what is resident`)
  return Number(found[1]) / 1024
}

/** What a process has computed so far, in seconds: others on the machine have no part in it. */
export function computedSeconds(pid: number): number {
  // After the name, which may hold anything: the 14th and 15th field are ticks of 10 ms.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** All files in a folder and below it; one that is just being taken away weighs nothing. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => statSync(join(parentPath, name), { throwIfNoEntry: false }))
    .reduce((sum, file) => sum + (file?.size ?? 0), 0)
}
