import type { JobStore } from '../jobs/job-store.ts'
import { isEventId, jobsFrame, placeOf, readyFrame, resetFrame } from './event-frames.ts'

/** What a client is told first, and how far into the log that leads it. */
export type Start = { readonly bytes: Buffer; readonly place: number }

/** A client that missed more than this is sent to read its page anew: that is less to read. */
const mostReplayedBytes = 128 * 1024
const mostRemembered = 64

/**
 * The log as clients begin with it. Many come at the same time with the same id (after a restart:
 * all of them), and the answer holds until the next event: the log is read once for them.
 */
export function createEventLog(store: Pick<JobStore, 'lastEventId' | 'readEvents'>) {
  const starts = new Map<string | null, Promise<Start>>()

  async function read(afterId: string | null): Promise<Start> {
    const missed = afterId !== null && isEventId(afterId) ? await store.readEvents(afterId) : null
    const frames = missed?.map(jobsFrame) ?? []
    const size = frames.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (afterId !== null && missed !== null && size <= mostReplayedBytes) {
      return {
        bytes: Buffer.concat([readyFrame(afterId), ...frames.map(({ bytes }) => bytes)]),
        place: frames.at(-1)?.place ?? placeOf(afterId),
      }
    }
    const current = await store.lastEventId()
    const bytes = afterId === null ? readyFrame(current) : resetFrame(current)
    return { bytes, place: placeOf(current) }
  }

  return {
    /** `afterId: null`: a client without a past. Throws what the store throws. */
    start(afterId: string | null): Promise<Start> {
      const known = starts.get(afterId)
      if (known) return known
      const start = read(afterId)
      start.catch(() => starts.delete(afterId))
      const oldest = starts.keys().next()
      if (!oldest.done && starts.size >= mostRemembered) starts.delete(oldest.value)
      starts.set(afterId, start)
      return start
    },
    /** To be told of each event, before anybody else. */
    forget() {
      starts.clear()
    },
  }
}
