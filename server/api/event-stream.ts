import { randomBytes } from 'node:crypto'
import { type JobScope, scopeKey } from '../jobs/job-scope.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { createEventChannel, type EventChannel, type EventChannelParts } from './event-channel.ts'
import type { Outlet } from './event-fan-out.ts'
import { plainIds, sealedIds } from './event-ids.ts'
import { createSight } from './sight.ts'
import type { Sync } from './sync.ts'

export type EventStreamParts = Omit<EventChannelParts, 'jobs' | 'sync' | 'ids'> & {
  readonly store: Pick<JobStore, 'within'>
  readonly sync: Sync
}

export type EventStream = ReturnType<typeof createEventStream>

/** The event streams of everybody: those who may see the same share one channel, and no others do. */
export function createEventStream({ store, sync, ...parts }: EventStreamParts) {
  const channels = new Map<string, EventChannel>()
  const key = randomBytes(32)
  let isClosed = false

  function channelOf(scope: JobScope): EventChannel {
    const name = scopeKey(scope)
    const known = channels.get(name)
    if (known) return known
    const sight = createSight({ store, sync, now: parts.clock.wallMs }, scope)
    const ids = scope === 'everything' ? plainIds : sealedIds(key, name, parts.clock.monotonicMs)
    const channel = createEventChannel({ ...parts, ids, jobs: sight.jobs, sync: sight })
    channels.set(name, channel)
    if (isClosed) channel.close()
    return channel
  }

  const sumOf = (count: (channel: EventChannel) => number) => () =>
    [...channels.values()].reduce((sum, channel) => sum + count(channel), 0)

  return {
    /** See `EventChannel`; tells of what is within the scope. */
    open(
      scope: JobScope,
      lastEventId: string | null,
      head: Uint8Array,
      take: () => Promise<Outlet | null>,
    ): Promise<void> {
      return channelOf(scope).open(lastEventId, head, take)
    },

    /** Tells every client when to come back, each another moment, and ends its stream. */
    close() {
      isClosed = true
      for (const channel of channels.values()) channel.close()
    },

    clientCount: sumOf((channel) => channel.clientCount()),
    /** Clients that were cut for what they did not take. */
    cutCount: sumOf((channel) => channel.cutCount()),
  }
}
