import type { Clock } from '../clock.ts'
import type { JobView } from '../jobs/job-store.ts'
import type { Outlet } from './event-fan-out.ts'
import { heartbeat, jobsFrame, retryFrame, retryMs } from './event-frames.ts'
import { createEventHub } from './event-hub.ts'
import type { EventIds } from './event-ids.ts'
import { createEventLog } from './event-log.ts'
import type { Sight } from './sight.ts'
import { createSyncFeed } from './sync-feed.ts'

const pollMs = 500
const silenceMs = 15_000

export type EventChannelParts = {
  readonly jobs: Pick<JobView, 'onEvent' | 'lastEventId' | 'readEvents'>
  readonly sync: Pick<Sight, 'statuses' | 'sees'>
  readonly ids: EventIds
  readonly clock: Clock
  /** Of the page; see `syncFrame`. */
  readonly build?: string
  /** 0 to 1: spreads those who come back after `close`. */
  readonly random: () => number
  /** Takes failures that no client is told of, each once. */
  readonly logError: (error: unknown) => void
}

export type EventChannel = ReturnType<typeof createEventChannel>

/** The mirror's events and the sync's state for any number of clients who see the same, at the cost of one. */
export function createEventChannel(parts: EventChannelParts) {
  const { jobs, sync, clock, random, logError, build, ids } = parts
  const hub = createEventHub(clock.monotonicMs)
  const log = createEventLog(jobs, ids)
  const feed = createSyncFeed(sync.statuses, clock.monotonicMs, { build, sees: sync.sees })
  const closing = new AbortController()
  let sentAtMs = 0
  let isTicking = false
  let isFailing = false

  function send(bytes: Buffer, place: number | null) {
    sentAtMs = clock.monotonicMs()
    hub.broadcast({ bytes, place })
  }

  const stopListening = jobs.onEvent((event) => {
    log.forget()
    if (hub.clientCount() === 0) return
    const { bytes, place } = jobsFrame(event, ids)
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
      const news = await readNews()
      if (news) send(news, null)
      else if (clock.monotonicMs() - sentAtMs >= silenceMs) send(heartbeat, null)
    }
    feed.forget()
    isTicking = false
  }

  /** The streams outlive a sync that cannot say how it is. */
  async function readNews(): Promise<Buffer | null> {
    try {
      const news = await feed.news()
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
     * all `head`; `null`: the client is gone. Throws if that start cannot be read, with nothing taken.
     */
    async open(
      lastEventId: string | null,
      head: Uint8Array,
      take: () => Promise<Outlet | null>,
    ): Promise<void> {
      const client = hub.hold()
      try {
        const { bytes, place } = await log.start(lastEventId)
        await feed.begin()
        const outlet = await take()
        if (!outlet) return
        const start = [head, retryFrame(retryMs), bytes, feed.last()]
        client.release(outlet, Buffer.concat(start), place)
      } finally {
        client.leave()
        if (hub.clientCount() === 0) feed.forget()
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
