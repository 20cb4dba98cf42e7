import { createAlarm, type LiveClock } from './clock.ts'

export type CoalesceOptions = {
  /** Must not reject. */
  readonly run: () => Promise<unknown>
  /** Between the starts of two runs at least. */
  readonly gapMs: number
  readonly clock: LiveClock
}

export type Coalesced = {
  /** Runs after so long; an earlier ask is not put off by a later one. */
  ask(delayMs?: number): void
  /** The same after what may have cut a run off: one that is as old as that is left to itself. */
  askAnew(delayMs?: number): void
  stop(): void
}

/** A run takes no longer than this, unless its connection is dead. */
const stuckMs = 2000

/**
 * Runs when asked, and once more after that if asked meanwhile: what was asked for while a run was
 * under way is not in its answer.
 */
export function coalesce({ run, gapMs, clock }: CoalesceOptions): Coalesced {
  const due = createAlarm(clock)
  let isWanted = false
  let current: object | null = null
  let startedMs = Number.NEGATIVE_INFINITY

  function ask(delayMs = 0) {
    if (current !== null) {
      isWanted = true
      return
    }
    if (due.isSet() && delayMs > 0) return
    // The wall's clock may be set back.
    const gapLeftMs = Math.min(gapMs, startedMs + gapMs - clock.nowMs())
    const waitMs = Math.max(gapLeftMs, delayMs)
    if (waitMs > 0) due.set(waitMs, begin)
    else begin()
  }

  function begin() {
    const mine = {}
    due.stop()
    isWanted = false
    current = mine
    startedMs = clock.nowMs()
    const end = () => {
      if (current !== mine) return
      current = null
      if (isWanted) ask()
    }
    run().then(end, end)
  }

  return {
    ask,
    askAnew(delayMs) {
      if (Math.abs(clock.nowMs() - startedMs) >= stuckMs) current = null
      ask(delayMs)
    },
    stop() {
      isWanted = false
      due.stop()
    },
  }
}
