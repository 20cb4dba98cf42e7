import { readFile } from 'node:fs/promises'

/** Rows of the system's table: number, local, remote, state, queues, timer, retries, user, timeout, inode. */
const row = /^\s*\d+: \w+:(\w+) (\w+):(\w+) (\w\w) \S+ \S+ \S+ +\d+ +\d+ (\d+) /
const listening = '0A'

/**
 * Who is connected to the process that listens on a port of this machine, by address and port, as the
 * system has it: whatever that process and its clients think. What it has closed is nobody's, and not
 * among these, though the system may still send what was written to it.
 */
export async function openLines(port: number): Promise<readonly string[]> {
  const table = await readFile('/proc/net/tcp', 'latin1')
  return table.split('\n').flatMap((line) => {
    const [, local = '', address = '', remote = '', state, inode] = row.exec(line) ?? []
    const isOurs = Number.parseInt(local, 16) === port && state !== listening && inode !== '0'
    return isOurs ? [`${toAddress(address)}:${Number.parseInt(remote, 16)}`] : []
  })
}

/** The table has the four bytes of an address as one number of this machine. */
function toAddress(hex: string): string {
  return Buffer.from(hex, 'hex').reverse().join('.')
}

export type LineWatch = ReturnType<typeof watchLines>

/** Looks again and again, and keeps how long each line was there. */
export function watchLines(port: number, everyMs: number) {
  const seen = new Map<string, { readonly firstMs: number; readonly lastMs: number }>()
  let open: readonly string[] = []
  let isOver = false

  async function look() {
    open = await openLines(port)
    const nowMs = performance.now()
    for (const client of open) {
      const { firstMs } = seen.get(client) ?? { firstMs: nowMs }
      seen.set(client, { firstMs, lastMs: nowMs })
    }
    if (!isOver) setTimeout(() => void look(), everyMs)
  }
  void look()

  return {
    open: () => open,
    /** From the first look that saw a client to the last, of all that there were. */
    stays: () =>
      [...seen].map(([client, { firstMs, lastMs }]) => ({ client, ms: lastMs - firstMs })),
    stop() {
      isOver = true
    },
  }
}
