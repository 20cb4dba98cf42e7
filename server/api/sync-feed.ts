import type { ConnectionSync } from '../sync/sync-status.ts'
import { type SyncBody, syncFrame } from './event-frames.ts'

/** How often news that only time brings is told at most. */
const calmMs = 2000

/** What listeners are told of the sync: at once what a person sees, the rest now and then. */
export function createSyncFeed(
  statuses: () => Promise<readonly ConnectionSync[]>,
  monotonicMs: () => number,
  rest: Omit<SyncBody, 'connections'> = {},
) {
  let told: { readonly sight: string; readonly bytes: Buffer; readonly atMs: number } | null = null

  async function look() {
    const connections = await statuses()
    const bytes = syncFrame({ connections, ...rest })
    return { sight: sightOf(connections), bytes, atMs: monotonicMs() }
  }

  return {
    /** Sees to it that there is something to tell: for the first who comes, what is true now. */
    async begin() {
      if (told !== null) return
      const now = await look()
      told ??= now
    },
    /** What everybody was told last; nothing before `begin`. */
    last: (): Buffer => told?.bytes ?? Buffer.alloc(0),
    /** What to tell everybody now; `null`: nothing. */
    async news(): Promise<Buffer | null> {
      const now = await look()
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
