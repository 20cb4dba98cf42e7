import { type Clock, type Moment, momentOf } from '../clock.ts'
import { isoOf } from './health.ts'
import type { Mirror } from './mirror.ts'
import type { Pace } from './pace.ts'

export type AsOfParts = {
  readonly mirror: Pick<Mirror, 'record' | 'lastSettledAt' | 'setAsOf' | 'recordGap'>
  readonly clock: Clock
  readonly pace: Pace
  /** More may have happened than the head of the list shows. */
  readonly onGap: () => void
}

/** Since when the head of the list and the active jobs are known, and when nobody looked. */
export function createAsOf({ mirror, clock, pace, onGap }: AsOfParts) {
  let settledAt: Moment | null = null
  /** The last cycle that saw all active pages, whether or not it left something open. */
  let lastLook: { readonly startedAtMs: number; readonly tookMs: number } | null = null
  /** Before some look since the mirror was settled nobody looked for long. */
  let isGapOpen = false

  const msOf = (asOf: string | null) => (asOf === null ? null : Date.parse(asOf))

  /** By the monotonic clock; in a new process, by what the one before left. */
  function ageMs(now: Moment, lastMs: number | null): number | null {
    if (settledAt !== null) return now.monotonicMs - settledAt.monotonicMs
    return lastMs === null ? null : now.wallMs - lastMs
  }

  async function recordGap(lastMs: number, sinceMs: number, startedAt: Moment, endAt: Moment) {
    // By the span, where the wall clock was set back meanwhile.
    const afterMs = Math.min(lastMs, startedAt.wallMs - sinceMs)
    const before = isoOf(endAt.wallMs)
    await mirror.recordGap({ after: isoOf(afterMs), before }, before)
    onGap()
  }

  /** A slow look is a look: only far longer than the last one took did nobody look. */
  function isSilent(startedAt: Moment): boolean {
    if (lastLook === null) return (ageMs(startedAt, msOf(mirror.lastSettledAt())) ?? 0) > pace.gapMs
    const unseenMs = startedAt.monotonicMs - lastLook.startedAtMs
    return unseenMs > Math.max(pace.gapMs, 2 * lastLook.tookMs)
  }

  function noteLook(startedAt: Moment) {
    isGapOpen ||= isSilent(startedAt)
    const startedAtMs = startedAt.monotonicMs
    lastLook = { startedAtMs, tookMs: clock.monotonicMs() - startedAtMs }
  }

  return {
    /** A cycle saw all active pages, and left something open for the next. */
    noteLook,
    /** A cycle left nothing open: when it began, and when the head was last looked at. */
    async settle(startedAt: Moment, headAt: Moment) {
      const lastMs = msOf(mirror.lastSettledAt())
      const sinceMs = ageMs(startedAt, lastMs)
      const endAt = headAt.monotonicMs < startedAt.monotonicMs ? headAt : startedAt
      noteLook(startedAt)
      if (isGapOpen && lastMs !== null && sinceMs !== null) {
        await recordGap(lastMs, sinceMs, startedAt, endAt)
      }
      isGapOpen = false
      settledAt = endAt
      mirror.setAsOf(isoOf(settledAt.wallMs))
    },
    /** In milliseconds; `null`: nothing was read yet. Negative: the wall clock was set back. */
    ageMs: () => ageMs(momentOf(clock), msOf(mirror.record().asOf)),
  }
}
