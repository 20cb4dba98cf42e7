import {
  type AuditEntry,
  type AuditEvent,
  type AuditPage,
  readBack,
  type SignInEntry,
} from './audit-entries.ts'
import { openAuditFile } from './audit-file.ts'

/** Who looks; of a request that nobody signed in for: `anonymous`. */
export type Viewer = { readonly id: string; readonly name: string; readonly role: string }

export const anonymous: Viewer = { id: 'anonymous', name: 'anonymous', role: 'anonymous' }

export type AuditLog = {
  /** Notes it, and returns at once: a disk that fails stops no request. */
  note(viewer: Viewer, event: AuditEvent): void
  /** Notes that somebody looks at a connection: once an hour each, however often they do. */
  noteView(viewer: Viewer, connection: string): void
  /** Notes that somebody was not let in: of those that are alike one an hour, and few in all. */
  noteRefused(viewer: Viewer, event: Extract<SignInEntry, { action: 'refused' }>): void
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
/** Of an hour: anybody can have themselves refused, and what is noted drives older entries out. */
const mostRefused = 50
/** While the disk hangs; then entries are lost, and that is told. */
const mostWaiting = 10_000

/** Who saw what, and when, as lines of JSON that are only ever added to, in `audit.jsonl`. */
export function createAuditLog(options: AuditOptions): AuditLog {
  const { now, onFailure, mostBytes = 4 * 1024 * 1024, keptFiles = 8 } = options
  const file = openAuditFile({ folder: options.folder, mostBytes, keptFiles })
  const seen = createHourly(now)
  const refused = createHourly(now)
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
      const key = JSON.stringify([viewer.id, connection])
      const keys = seen()
      if (keys.has(key)) return
      keys.add(key)
      enqueue(viewer, { action: 'view', connection }, () => keys.delete(key))
    },
    noteRefused(viewer, event) {
      const key = JSON.stringify([viewer.id, event.by, event.why])
      const keys = refused()
      if (keys.has(key) || keys.size > mostRefused) return
      keys.add(key)
      const isTooMuch = keys.size > mostRefused
      if (!isTooMuch) return enqueue(viewer, event, () => keys.delete(key))
      const many = { action: 'refused', by: event.by, why: 'many', peer: null } as const
      enqueue(anonymous, many, () => {})
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

/** What was noted in this hour. */
function createHourly(now: () => number): () => Set<string> {
  const keys = new Set<string>()
  let hour = 0
  return () => {
    const thisHour = Math.floor(now() / hourMs)
    if (thisHour !== hour) keys.clear()
    hour = thisHour
    return keys
  }
}
