import type { ScopeFacts } from '../jobs/job-scope.ts'
import { type JobChange, replayedMs } from '../jobs/job-store.ts'
import type { Queries } from './queries.ts'

/**
 * `of`: whose the job is now and, where that is another's, whose it was before. Absent: an older
 * Waybill wrote it.
 */
export type LoggedChange = JobChange & { readonly of?: readonly ScopeFacts[] }

export type LoggedEvent = { readonly id: string; readonly changes: readonly LoggedChange[] }

export type EventLog = {
  /** Writes what the transaction under way changes. */
  append(changes: readonly LoggedChange[]): void
  /** Tells the listeners, in order, what was committed since they were last told. Never throws. */
  tell(): void
  onEvent(listener: (event: LoggedEvent) => void): () => void
  lastId(): string
  /** See `JobStore.readEvents`; `null` also where it is more than `mostChanges`. */
  read(afterId: string): readonly LoggedEvent[] | null
  /**
   * The same a part at a time, however many there are, up to what is written by now; `null` as a part: what follows was pruned meanwhile.
   */
  readInParts(afterId: string): Iterable<readonly LoggedEvent[] | null> | null
}

type EventRow = { readonly seq: number; readonly changes: string }
type Listening = { readonly listener: (event: LoggedEvent) => void }

const keptEvents = 3_000
const betweenPrunings = 256
/** A page of the upstream may be 200 changes: so many are read in a few milliseconds. */
const eventsOfPart = 16
/** More than these, and reading everything anew is cheaper. */
export const mostChanges = 2_000

export type EventLogParts = {
  readonly db: Queries
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** A listener's fault is not the store's. */
  readonly report: (text: string) => void
}

/** The log of one mirror's file. */
export function createEventLog({ db, now, report }: EventLogParts): EventLog {
  const epoch = db.get<{ readonly epoch: string }>('SELECT epoch FROM mirror_state')?.epoch ?? ''
  const listenings = new Set<Listening>()
  let toldSeq = lastSeq()
  let isTelling = false
  const lastOfOld = createMarks(now, toldSeq)

  function lastSeq(): number {
    // The newest is never pruned, so that no number is given out twice.
    return db.get<{ readonly seq: number }>('SELECT max(seq) AS seq FROM events')?.seq ?? 0
  }

  const toEvent = ({ seq, changes }: EventRow): LoggedEvent => ({
    id: `${epoch}.${seq}`,
    changes: JSON.parse(changes) as LoggedChange[],
  })

  const rowsAfter = (seq: number) =>
    db.all<EventRow>('SELECT seq, changes FROM events WHERE seq > ? ORDER BY seq', [seq])

  /** Also what a listener's own writing adds meanwhile: that is told after this, to all. */
  function tellNews() {
    for (let news = rowsAfter(toldSeq); news.length > 0; news = rowsAfter(toldSeq)) {
      for (const row of news) {
        toldSeq = row.seq
        const event = toEvent(row)
        for (const listening of [...listenings]) {
          if (listenings.has(listening)) tellOne(listening, event)
        }
      }
    }
  }

  function tellOne({ listener }: Listening, event: LoggedEvent) {
    try {
      listener(event)
    } catch (error) {
      report(`A listener failed at the event ${event.id}: ${error}`)
    }
  }

  return {
    append(changes) {
      if (changes.length === 0) return
      db.run('INSERT INTO events (changes, change_count) VALUES (?, ?)', [
        JSON.stringify(changes),
        changes.length,
      ])
      const seq = lastSeq()
      if (seq % betweenPrunings === 0) {
        db.run('DELETE FROM events WHERE seq <= ?', [Math.min(seq - keptEvents, lastOfOld(seq))])
      }
    },

    tell() {
      if (isTelling) return
      isTelling = true
      try {
        tellNews()
      } catch (error) {
        // What is committed stays so: the next commit tells of it.
        report(`The log of events cannot be read: ${error}`)
      } finally {
        isTelling = false
      }
    },

    onEvent(listener) {
      const listening = { listener }
      listenings.add(listening)
      return () => {
        listenings.delete(listening)
      }
    },

    lastId: () => `${epoch}.${lastSeq()}`,

    read(afterId) {
      const after = seqOf(afterId, epoch, lastSeq())
      if (after === null) return null
      const kept = db.get<{ readonly first: number; readonly changes: number }>(
        'SELECT min(seq) AS first, sum(change_count) AS changes FROM events WHERE seq > ?',
        [after],
      )
      if (!kept?.first) return []
      if (kept.first > after + 1 || kept.changes > mostChanges) return null
      return rowsAfter(after).map(toEvent)
    },

    readInParts(afterId) {
      const after = seqOf(afterId, epoch, lastSeq())
      return after === null ? null : partsBetween(db, after, lastSeq(), toEvent)
    },
  }
}

/** `null`: the id is not of this log, or not yet. */
function seqOf(id: string, epoch: string, last: number): number | null {
  const seq = Number(/^[\da-f]+\.(0|[1-9]\d{0,14})$/.exec(id)?.[1])
  return id === `${epoch}.${seq}` && seq <= last ? seq : null
}

function* partsBetween(
  db: Queries,
  after: number,
  last: number,
  toEvent: (row: EventRow) => LoggedEvent,
): Generator<readonly LoggedEvent[] | null> {
  for (let seq = after; seq < last; ) {
    const rows = db.all<EventRow>(
      'SELECT seq, changes FROM events WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
      [seq, last, eventsOfPart],
    )
    if (rows[0]?.seq !== seq + 1) return yield null
    yield rows.map(toEvent)
    seq = rows.at(-1)?.seq ?? last
  }
}

/** Told how long the log is, gives how long it was, at least, before `replayedMs`. */
function createMarks(now: () => number, seq: number): (seq: number) => number {
  const marks = [{ atMs: now(), seq }]
  return (seqNow) => {
    const nowMs = now()
    marks.push({ atMs: nowMs, seq: seqNow })
    const young = marks.findIndex(({ atMs }) => nowMs - atMs <= replayedMs)
    marks.splice(0, young - 1)
    return young === 0 ? 0 : (marks[0]?.seq ?? 0)
  }
}
