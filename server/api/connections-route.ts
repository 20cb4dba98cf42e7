import { Hono } from 'hono'
import { adminsOnly } from '../access/admins-only.ts'
import type { AccessEnv } from '../access/sign-in.ts'
import type { JobStore } from '../jobs/job-store.ts'
import type { ConnectionFacts } from '../sync/sync-status.ts'
import type { EventStream } from './event-stream.ts'
import type { Sync } from './sync.ts'

/** One connection as its page shows it, besides what `/api/sync` says of it. */
export type ConnectionDetail = ConnectionFacts & {
  readonly observingSince: string | null
  /** Changes of status, first looks not counted. */
  readonly transitionsRecorded: number
  /** Open event streams, of whichever connection: tabs of one browser share one. */
  readonly viewers: number
}

type Store = Pick<JobStore, 'countTransitions' | 'observingSince'>

/** `/api/connections`, for admins: where each leads, with whose key, and what it was asked lately. */
export function connectionsRoute(store: Store, sync: Sync, events: EventStream) {
  async function toDetail(facts: ConnectionFacts): Promise<ConnectionDetail> {
    const { connection } = facts
    const transitionsRecorded = await store.countTransitions(connection)
    const observingSince = await store.observingSince(connection)
    return { ...facts, observingSince, transitionsRecorded, viewers: events.clientCount() }
  }

  return new Hono<AccessEnv>().get('/connections', adminsOnly, async (c) =>
    c.json({ connections: await Promise.all(sync.facts().map(toDetail)) }),
  )
}
