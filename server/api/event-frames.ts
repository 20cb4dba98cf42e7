import type { MirrorEvent } from '../jobs/job-store.ts'
import type { ConnectionSync } from '../sync/sync-status.ts'
import type { EventIds } from './event-ids.ts'
import type { Sight } from './sight.ts'

/** Bytes for every client alike. */
export type Frame = {
  readonly bytes: Buffer
  /** Its number in the mirror's log; `null`: it is not logged, and stands for now only. */
  readonly place: number | null
}

/** After how long a client that lost its stream comes back. */
export const retryMs = 2000

/** What a client reads when nothing else was sent: proxies and its own watchdog see life. */
export const heartbeat = Buffer.from(': \n\n')

/** You are at this place: what comes after it follows. */
export function readyFrame(id: string): Buffer {
  return Buffer.from(`id: ${id}\nevent: ready\ndata: {}\n\n`)
}

/** The id you gave leads nowhere; read everything anew, then you are at this place. */
export function resetFrame(id: string): Buffer {
  return Buffer.from(`id: ${id}\nevent: reset\ndata: {}\n\n`)
}

export function jobsFrame({ id, changes }: MirrorEvent, ids: Pick<EventIds, 'write'>): Frame {
  const data = JSON.stringify({ changes })
  const bytes = Buffer.from(`id: ${ids.write(id)}\nevent: jobs\ndata: ${data}\n\n`)
  return { bytes, place: placeOf(id) }
}

export type SyncBody = {
  readonly connections: readonly ConnectionSync[]
  /** Of the page that this server has; absent: not known. */
  readonly build?: string | undefined
  /** How much of what there is this viewer is shown; absent: everything. */
  readonly sees?: Sight['sees']
}

/** The body of `GET /api/sync`. */
export function syncFrame({ connections, build, sees }: SyncBody): Buffer {
  return Buffer.from(`event: sync\ndata: ${JSON.stringify({ connections, build, sees })}\n\n`)
}

export function retryFrame(ms: number): Buffer {
  return Buffer.from(`retry: ${Math.round(ms)}\n\n`)
}

/** Whether this can be an event's id at all (`epoch.seq`): it is sent back to who gave it. */
export function isEventId(text: string): boolean {
  return /^[\w-]{1,64}\.\d{1,15}$/.test(text)
}

/** An id's number in the log of its mirror. */
export function placeOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('.') + 1))
}
