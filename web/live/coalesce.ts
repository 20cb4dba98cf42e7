import { createAlarm, type LiveClock } from './clock.ts'

export type CoalesceOptions = {
  /** Must not reject. */
  readonly run: () => Promise<unknown>
  /** Between the starts of two runs at least. */
  readonly gapMs: number
  readonly clock: LiveClock
}

/**
 * Runs at once when asked, and once more after that if asked meanwhile: what was asked for while a
 * run was under way is not in its answer.
 */
export function coalesce({ run, gapMs, clock }: CoalesceOptions) {
  const due = createAlarm(clock)
  let isWanted = false
  let isRunning = false
  let startedMs = Number.NEGATIVE_INFINITY

  function ask() {
    isWanted = true
    if (isRunning || due.isSet()) return
    // The wall's clock may be set back.
    const waitMs = Math.min(gapMs, startedMs + gapMs - clock.nowMs())
    if (waitMs > 0) due.set(waitMs, begin)
    else begin()
  }

  function begin() {
    isWanted = false
    isRunning = true
    startedMs = clock.nowMs()
    const end = () => {
      isRunning = false
      if (isWanted) ask()
    }
    run().then(end, end)
  }

  return {
    ask,
    stop() {
      isWanted = false
      due.stop()
    },
  }
}
