import { type Clock, type Moment, momentOf } from '../clock.ts'
import { isoOf } from './health.ts'
import type { Pace } from './pace.ts'
import { pauseAfter } from './sweep.ts'

/** Doubt may not bring on more walks than this in a row: some upstreams never clear it up. */
const mostInDoubt = 3

export type ScheduleParts = {
  readonly clock: Clock
  readonly pace: Pace
  /** Others use the quota up: a walk would take from the cycle what little there is. */
  readonly isContended: () => boolean
}

/** When the next walk begins: at once in a new process, then after the pauses of the pace. */
export function createSweepSchedule({ clock, pace, isContended }: ScheduleParts) {
  let ended: { readonly at: Moment; readonly tookMs: number } | null = null
  let isWanted = false
  let wasWanted = false
  let isInDoubt = false
  let hurried = 0

  function pauseMs(isHurried: boolean): number {
    return pauseAfter(ended?.tookMs ?? 0, isHurried, pace)
  }
  const pausedMs = () => (ended ? clock.monotonicMs() - ended.at.monotonicMs : null)

  function nextPauseMs(): number {
    if ((isWanted || isInDoubt) && isContended()) return pauseMs(false)
    // At once, but not one such walk after the other.
    if (isWanted) return wasWanted ? pauseMs(true) : 0
    return pauseMs(isInDoubt && hurried < mostInDoubt)
  }

  function isDue(): boolean {
    const sinceMs = pausedMs()
    return sinceMs === null || sinceMs >= nextPauseMs()
  }

  return {
    isDue,
    /** After a gap in observing, jobs may have come that the head of the list no longer shows. */
    wantSoon() {
      isWanted = true
    },
    /** Jobs may have vanished, which only walks can tell. */
    doubt() {
      isInDoubt = true
    },
    begin() {
      const sinceMs = pausedMs()
      const isUsual = isWanted || sinceMs === null || sinceMs >= pauseMs(false)
      hurried = isUsual ? 0 : hurried + 1
      wasWanted = isWanted
      isWanted = false
    },
    end(tookMs: number) {
      ended = { at: momentOf(clock), tookMs }
      isInDoubt = false
    },
    /** `null`: now. */
    nextAt(): string | null {
      return ended === null || isDue() ? null : isoOf(ended.at.wallMs + nextPauseMs())
    },
  }
}
