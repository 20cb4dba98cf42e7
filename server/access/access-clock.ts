/** Time as access sees it: what people are told, and what spans are measured by. */
export type AccessClock = {
  /** Epoch milliseconds. */
  wallMs(): number
  monotonicMs(): number
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** One moment on both clocks. */
export type Moment = { readonly wallMs: number; readonly monotonicMs: number }

export function momentOf(clock: AccessClock): Moment {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() }
}

/**
 * How long ago, by whichever clock says longer: the monotonic one stands still while the machine
 * sleeps, and the wall clock may be set back.
 */
export function spanSince(then: Moment, now: Moment): number {
  return Math.max(now.wallMs - then.wallMs, now.monotonicMs - then.monotonicMs)
}
