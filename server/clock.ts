/** Time as the house sees it. Spans are measured on `monotonicMs`: the wall clock may be set back. */
export type Clock = {
  /** Epoch milliseconds. */
  wallMs(): number
  monotonicMs(): number
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** One moment on both clocks: what a person is told, and what spans are measured by. */
export type Moment = { readonly wallMs: number; readonly monotonicMs: number }

export function momentOf(clock: Clock): Moment {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() }
}

/**
 * How long ago, by whichever clock says longer: the monotonic one stands still while the machine
 * sleeps, and the wall clock may be set back.
 */
export function spanSince(then: Moment, now: Moment): number {
  return Math.max(now.wallMs - then.wallMs, now.monotonicMs - then.monotonicMs)
}

export function createSystemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const end = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, Math.max(0, ms))
        signal.addEventListener('abort', end)
      }),
  }
}
