import type { ConnectionSync } from '../api/client.ts'
import type { SyncView } from './sync-queries.ts'

/** What is wrong with the data, or unfinished. One at a time: the worst there is. */
export type Notice =
  | { readonly kind: 'offline'; readonly answeredAtMs: number }
  | {
      readonly kind: 'needs-you' | 'stale' | 'slow'
      readonly connection: ConnectionSync
    }
  | { readonly kind: 'first-sync'; readonly connection: ConnectionSync }

export function chooseNotice({ state, connections, worst, answeredAtMs }: SyncView): Notice | null {
  if (state === 'offline') return { kind: 'offline', answeredAtMs }
  // Slow without a problem is how an upstream looks that has just recovered: the word is enough.
  if (worst?.problem) {
    const isNamed = state === 'needs-you' || state === 'slow'
    return { kind: isNamed ? state : 'stale', connection: worst }
  }
  const unfinished = connections.find(
    ({ lastSweep, sweep }) => lastSweep === null && sweep !== null,
  )
  return unfinished ? { kind: 'first-sync', connection: unfinished } : null
}

export type Progress = {
  readonly read: number
  /** `null`: the upstream did not say how many there are. */
  readonly total: number | null
  readonly fraction: number | null
  /** `null`: too early to tell. */
  readonly leftMs: number | null
}

/** How far the first walk over the list has come. */
export function progressOf({ sweep, jobsKnown }: ConnectionSync, nowMs: number): Progress {
  const total = sweep?.jobCount ?? null
  // Jobs that came while the walk went on may be read beyond what it counts.
  const read = total === null ? jobsKnown : Math.min(jobsKnown, total)
  const fraction = total === null || total === 0 ? null : read / total
  const tookMs = sweep ? nowMs - Date.parse(sweep.startedAt) : 0
  const done = sweep && total ? Math.min(1, (sweep.jobsRead ?? 0) / total) : 0
  return { read, total, fraction, leftMs: done > 0.005 ? (tookMs / done) * (1 - done) : null }
}
