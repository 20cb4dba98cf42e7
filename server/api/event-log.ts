import type { JobView } from '../jobs/job-store.ts'
import { jobsFrame, placeOf, readyFrame, resetFrame } from './event-frames.ts'
import type { EventIds } from './event-ids.ts'

/** What a client is told first, and how far into the log that leads it. */
export type Start = { readonly bytes: Buffer; readonly place: number }

/** A client that missed more than this is sent to read its page anew: that is less to read. */
const mostReplayedBytes = 128 * 1024
const mostRemembered = 64

/**
 * The log as clients begin with it. Many come at the same time with the same id (after a restart:
 * all of them), and the answer holds until the next event: the log is read once for them.
 */
export function createEventLog(jobs: Pick<JobView, 'lastEventId' | 'readEvents'>, ids: EventIds) {
  const starts = new Map<string | null, Promise<Start>>()

  async function read(afterId: string | null): Promise<Start> {
    const after = afterId === null ? null : ids.read(afterId)
    const missed = after === null ? null : await jobs.readEvents(after.id)
    // Who comes back again and again in the midst of it is not told for ever what is long ago.
    const write = (id: string) => ids.write(id, after?.atMs)
    const frames = missed?.map((event) => jobsFrame(event, { write })) ?? []
    const size = frames.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (afterId !== null && after !== null && missed !== null && size <= mostReplayedBytes) {
      return {
        bytes: Buffer.concat([readyFrame(afterId), ...frames.map(({ bytes }) => bytes)]),
        place: frames.at(-1)?.place ?? placeOf(after.id),
      }
    }
    const current = await jobs.lastEventId()
    const id = ids.write(current)
    const bytes = afterId === null ? readyFrame(id) : resetFrame(id)
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
