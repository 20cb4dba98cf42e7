import type { JobStore } from '../jobs/job-store.ts'
import type { Clock } from '../sync/clock.ts'
import type { Outlet } from './event-fan-out.ts'
import { heartbeat, jobsFrame, retryFrame, retryMs } from './event-frames.ts'
import { createEventHub } from './event-hub.ts'
import { createEventLog } from './event-log.ts'
import type { Sync } from './sync.ts'
import { createSyncFeed } from './sync-feed.ts'

const pollMs = 500
const silenceMs = 15_000

export type EventStreamParts = {
  readonly store: Pick<JobStore, 'onEvent' | 'lastEventId' | 'readEvents'>
  readonly sync: Pick<Sync, 'statuses'>
  readonly clock: Clock
  /** Of the page; see `syncFrame`. */
  readonly build?: string
  /** 0 to 1: spreads those who come back after `close`. */
  readonly random: () => number
  /** Takes failures that no client is told of, each once. */
  readonly logError: (error: unknown) => void
}

export type EventStream = ReturnType<typeof createEventStream>

/** The mirror's events and the sync's state for any number of clients, at the cost of one. */
export function createEventStream(parts: EventStreamParts) {
  const { store, sync, clock, random, logError, build } = parts
  const hub = createEventHub()
  const log = createEventLog(store)
  const feed = createSyncFeed(sync.statuses, clock.monotonicMs, build)
  const closing = new AbortController()
  let sentAtMs = 0
  let isTicking = false
  let isFailing = false

  function send(bytes: Buffer, place: number | null) {
    sentAtMs = clock.monotonicMs()
    hub.broadcast({ bytes, place })
  }

  const stopListening = store.onEvent((event) => {
    log.forget()
    if (hub.clientCount() === 0) return
    const { bytes, place } = jobsFrame(event)
    send(bytes, place)
  })

  /** The one timer for all, while there is anybody. */
  async function tick() {
    if (isTicking) return
    isTicking = true
    sentAtMs = clock.monotonicMs()
    for (;;) {
      await clock.wait(pollMs, closing.signal)
      if (hub.clientCount() === 0 || closing.signal.aborted) break
      const news = readNews()
      if (news) send(news, null)
      else if (clock.monotonicMs() - sentAtMs >= silenceMs) send(heartbeat, null)
    }
    feed.forget()
    isTicking = false
  }

  /** The streams outlive a sync that cannot say how it is. */
  function readNews(): Buffer | null {
    try {
      const news = feed.news()
      isFailing = false
      return news
    } catch (error) {
      if (!isFailing) logError(error)
      isFailing = true
      return null
    }
  }

  return {
    /**
     * Begins a stream. `take` is called when its start is known and gives where to write, first of
     * all `head`; `null`: the client is gone. Throws if the log cannot be read, with nothing taken.
     */
    async open(
      lastEventId: string | null,
      head: Uint8Array,
      take: () => Promise<Outlet | null>,
    ): Promise<void> {
      const client = hub.hold()
      try {
        const { bytes, place } = await log.start(lastEventId)
        const outlet = await take()
        if (!outlet) return
        const start = [head, retryFrame(retryMs), bytes, feed.last()]
        client.release(outlet, Buffer.concat(start), place)
      } finally {
        client.leave()
      }
      void tick()
    },

    /** Tells every client when to come back, each another moment, and ends its stream. */
    close() {
      stopListening()
      closing.abort()
      hub.close(() => retryFrame(1000 + 4000 * random()))
    },

    clientCount: hub.clientCount,
    cutCount: hub.cutCount,
  }
}
