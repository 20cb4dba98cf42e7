import type { Clock } from '../clock.ts'
import { type Look, largestPage } from './look.ts'
import type { Pace } from './pace.ts'

export type ProbeParts = {
  readonly look: Look
  readonly clock: Clock
  readonly pace: Pace
  /** 0 to 1, for jitter. */
  readonly random: () => number
  readonly signal: AbortSignal
  readonly isWell: () => boolean
  /** What failed last was the disk, not the upstream. */
  readonly isDiskAtFault: () => boolean
  /** The next try, in epoch milliseconds. */
  readonly onWait: (untilMs: number) => void
}

/** A third one would only hold a third slot, or stand in line for when all is well. */
const mostProbes = 2

/** While the upstream fails: one call now and then, the next not waiting for one that hangs. */
export function createProbes(parts: ProbeParts): () => Promise<void> {
  const { look, clock, pace, random, signal, isWell, isDiskAtFault, onWait } = parts
  let underWay = 0

  function probe() {
    underWay += 1
    const end = () => {
      underWay -= 1
    }
    look({ status: 'running' }, { size: largestPage }, 'active').then(end, end)
  }

  async function untilAnswered(longestMs: number) {
    const start = clock.monotonicMs()
    while (underWay > 0 && !isWell() && !signal.aborted) {
      if (clock.monotonicMs() - start >= longestMs) return
      await clock.wait(pace.betweenChecksMs, signal)
    }
  }

  return async () => {
    let backoffMs = pace.firstBackoffMs
    while (!isWell() && !signal.aborted) {
      // What the disk does not take in need not be fetched.
      const longestMs = isDiskAtFault() ? pace.whileDiskFailsMs : backoffMs
      const pauseMs = longestMs * (0.8 + 0.2 * random())
      onWait(clock.wallMs() + pauseMs)
      await clock.wait(pauseMs, signal)
      if (isWell() || signal.aborted) return
      if (underWay < mostProbes) probe()
      await untilAnswered(pace.longestBackoffMs)
      backoffMs = Math.min(2 * backoffMs, pace.longestBackoffMs)
    }
  }
}
