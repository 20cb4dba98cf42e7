/** How we hold back after a throttle, beside the slots. `null`: no throttle within the last hour. */
export type RateCap = {
  /** Calls a second when the pause ends; it climbs from there. */
  readonly rate: number
  readonly reactedAt: number
  readonly pausedUntil: number
  /** The first throttle after the last answer that was none; `null` after such an answer. */
  readonly throttledSince: number | null
}

export type Throttle = {
  /** When the status line of the throttled answer came. All moments are of the monotonic clock. */
  readonly answeredAt: number
  readonly retryAfterMs: number | null
  /** Between 0 and 1: spreads the return, as others were most likely throttled with us. */
  readonly jitter: number
}

const secondMs = 1000
export const hourMs = 3_600_000
const mostJitterMs = 500
const climbPerSecond = 0.05
/** With others about, 3 a second gets more done than 4: a quarter of the throttles. */
export const mostShared = 3
/** A call at least every 4 s, so that the end of somebody's burst is noticed within 5 s. */
const floorRate = 0.25
/** Throttled for so long without a break, somebody takes it all: only probe, every 5 s. */
const contendedAfterMs = 30_000
const probeRate = 0.2

/** Calls a second allowed at `at`; `null` where the slots alone limit. */
export function rateAt(cap: RateCap | null, at: number): number | null {
  if (cap === null || isOver(cap, at)) return null
  if (isContended(cap, at)) return probeRate
  const quietSeconds = Math.max(0, Math.floor((at - cap.pausedUntil) / secondMs))
  return Math.min(mostShared, cap.rate + climbPerSecond * quietSeconds)
}

export function isContended(cap: RateCap | null, at: number): boolean {
  if (cap === null || cap.throttledSince === null || isOver(cap, at)) return false
  return cap.reactedAt - cap.throttledSince >= contendedAfterMs
}

function isOver({ reactedAt }: RateCap, at: number): boolean {
  return at >= reactedAt + hourMs
}

/**
 * The cap after a throttle: pause, and half the rate. Calls that were under way together are
 * throttled together, so within a second of a reaction only a longer wait that the server asks
 * for by itself counts.
 */
export function throttled(
  cap: RateCap | null,
  { answeredAt, retryAfterMs, jitter }: Throttle,
  slots: number,
): RateCap {
  const wait = Math.max(retryAfterMs ?? 0, secondMs) + jitter * mostJitterMs
  const running = cap === null || isOver(cap, answeredAt) ? null : cap.throttledSince
  const throttledSince = running ?? answeredAt
  if (cap !== null && answeredAt < cap.reactedAt + secondMs) {
    const asked = retryAfterMs === null ? 0 : answeredAt + wait
    return { ...cap, throttledSince, pausedUntil: Math.max(cap.pausedUntil, asked) }
  }
  return {
    rate: Math.max(floorRate, (rateAt(cap, answeredAt) ?? slots) / 2),
    reactedAt: answeredAt,
    pausedUntil: Math.max(cap?.pausedUntil ?? 0, answeredAt + wait),
    throttledSince,
  }
}

/** The cap after an answer that is no throttle: it ends a run of them, and nothing else. */
export function admitted(cap: RateCap | null): RateCap | null {
  return cap === null ? null : { ...cap, throttledSince: null }
}
