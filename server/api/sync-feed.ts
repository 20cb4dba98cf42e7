import type { ConnectionSync } from '../sync/sync-status.ts'
import { syncFrame } from './event-frames.ts'

/** How often news that only time brings is told at most. */
const calmMs = 2000

/** What listeners are told of the sync: at once what a person sees, the rest now and then. */
export function createSyncFeed(
  statuses: () => readonly ConnectionSync[],
  monotonicMs: () => number,
  build?: string,
) {
  let told: { readonly sight: string; readonly bytes: Buffer; readonly atMs: number } | null = null

  function look() {
    const now = statuses()
    return { sight: sightOf(now), bytes: syncFrame(now, build), atMs: monotonicMs() }
  }

  return {
    /** What everybody was told last; the first who asks is told what is true now. */
    last(): Buffer {
      told ??= look()
      return told.bytes
    },
    /** What to tell everybody now; `null`: nothing. */
    news(): Buffer | null {
      const now = look()
      const isDue = told === null || told.sight !== now.sight || now.atMs - told.atMs >= calmMs
      if (!isDue || told?.bytes.equals(now.bytes)) return null
      told = now
      return now.bytes
    },
    /** Nobody listens any more: what was told says nothing about later. */
    forget() {
      told = null
    },
  }
}

/** The part of it that changes by more than the passing of time. */
function sightOf(connections: readonly ConnectionSync[]): string {
  return JSON.stringify(
    connections.map(({ connection, state, problem, sweep, lastSweep }) => [
      connection,
      state,
      problem && [problem.code, problem.message, problem.upstreamCode],
      sweep?.startedAt,
      lastSweep?.finishedAt,
    ]),
  )
}
