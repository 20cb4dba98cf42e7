import { type Clock, type Moment, momentOf } from './clock.ts'
import { isoOf } from './health.ts'
import type { Pace } from './pace.ts'
import { pauseAfter } from './sweep.ts'

/** Doubt may not bring on more walks than this in a row: some upstreams never clear it up. */
const mostInDoubt = 3

/** When the next walk begins: at once in a new process, then after the pauses of the pace. */
export function createSweepSchedule(clock: Clock, pace: Pace) {
  let ended: { readonly at: Moment; readonly tookMs: number } | null = null
  let isWanted = false
  let isInDoubt = false
  let hurried = 0

  function pauseMs(isHurried: boolean): number {
    return pauseAfter(ended?.tookMs ?? 0, isHurried, pace)
  }
  const nextPauseMs = () => pauseMs(isInDoubt && hurried < mostInDoubt)
  const pausedMs = () => (ended ? clock.monotonicMs() - ended.at.monotonicMs : null)

  function isDue(): boolean {
    const sinceMs = pausedMs()
    return isWanted || sinceMs === null || sinceMs >= nextPauseMs()
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
