import type { EventSourceMessage } from 'eventsource-parser'
import type { ConnectionSync, JobChange } from '../api/client.ts'

export type SyncBody = {
  readonly connections: readonly ConnectionSync[]
  /** Which build of the page the server has; absent: it does not say. */
  readonly build?: string
  /** How much of what there is this reader is shown; absent: everything. */
  readonly sees?: 'part' | 'nothing'
}

/**
 * What the server says of its own accord. `ready`: from here on nothing is missed. `reset`: what
 * was missed cannot be told, everything is to be read anew. `jobs`: these are not what they were.
 */
export type LiveEvent =
  | { readonly type: 'ready' | 'reset' }
  | { readonly type: 'jobs'; readonly changes: readonly JobChange[] }
  | { readonly type: 'sync'; readonly body: SyncBody }

/** `null`: an event of a later version, or a state of the sync that the next one replaces. */
export function readLiveEvent({ event, data }: EventSourceMessage): LiveEvent | null {
  if (event === 'ready' || event === 'reset') return { type: event }
  if (event !== 'jobs' && event !== 'sync') return null
  const body = readObject(data)
  if (event === 'sync') {
    const { connections, build, sees } = body
    if (!Array.isArray(connections)) return null
    const ofBuild = typeof build === 'string' ? { build } : {}
    const ofSees = sees === 'part' || sees === 'nothing' ? ({ sees } as const) : {}
    return { type: 'sync', body: { connections, ...ofBuild, ...ofSees } }
  }
  // Something changed, and what it was is lost.
  return Array.isArray(body['changes'])
    ? { type: 'jobs', changes: body['changes'] }
    : { type: 'reset' }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
