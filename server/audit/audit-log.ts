import { type AuditEntry, type AuditEvent, type AuditPage, readBack } from './audit-entries.ts'
import { openAuditFile } from './audit-file.ts'

/** Who looks; of a request that nobody signed in for: `anonymous`. */
export type Viewer = { readonly id: string; readonly name: string; readonly role: string }

export type AuditLog = {
  /** Notes it, and returns at once: a disk that fails stops no request. */
  note(viewer: Viewer, event: AuditEvent): void
  /** Notes that somebody looks at a connection: once an hour each, however often they do. */
  noteView(viewer: Viewer, connection: string): void
  /** The newest first; `before`: the number of the last entry of the page before, `null`: none. */
  read(before: number | null, size: number): Promise<AuditPage>
  /** Resolves when what was noted is on the disk, or cannot be. */
  close(): Promise<void>
}

export type AuditOptions = {
  readonly folder: string
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** Is told of each entry that could not be kept. */
  readonly onFailure: (error: unknown) => void
  readonly mostBytes?: number
  readonly keptFiles?: number
}

const hourMs = 3_600_000
/** While the disk hangs; then entries are lost, and that is told. */
const mostWaiting = 10_000

/** Who saw what, and when, as lines of JSON that are only ever added to, in `audit.jsonl`. */
export function createAuditLog(options: AuditOptions): AuditLog {
  const { now, onFailure, mostBytes = 4 * 1024 * 1024, keptFiles = 8 } = options
  const file = openAuditFile({ folder: options.folder, mostBytes, keptFiles })
  const seen = new Set<string>()
  let seenHour = 0
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  async function write(viewer: Viewer, event: AuditEvent, at: string) {
    const n = await file.nextNumber()
    const { id, name, role } = viewer
    const entry: AuditEntry = { n, at, viewer: { id, name, role }, ...event }
    await file.append(`${JSON.stringify(entry)}\n`)
  }

  /** One after the other, so that lines stand in the order of their numbers. */
  function enqueue(viewer: Viewer, event: AuditEvent, onLost: () => void) {
    const lose = (error: unknown) => {
      onLost()
      onFailure(error)
    }
    if (waiting >= mostWaiting) return lose(new Error('the disk does not keep up'))
    waiting += 1
    const at = new Date(now()).toISOString()
    last = last
      .then(() => write(viewer, event, at))
      .catch(lose)
      .finally(() => {
        waiting -= 1
      })
  }

  return {
    note: (viewer, event) => enqueue(viewer, event, () => {}),
    noteView(viewer, connection) {
      const hour = Math.floor(now() / hourMs)
      if (hour !== seenHour) seen.clear()
      seenHour = hour
      const key = JSON.stringify([viewer.id, connection])
      if (seen.has(key)) return
      seen.add(key)
      enqueue(viewer, { action: 'view', connection }, () => seen.delete(key))
    },
    async read(before, size) {
      await last
      return readBack(file.texts(), before, size)
    },
    close: async () => {
      await last
    },
  }
}
