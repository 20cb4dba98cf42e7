/** The server's time as far as its `Date` headers told it; until then this machine's. */
export type ServerClock = {
  now(): number
  /** From the header of an answer to a call between these two moments of the monotonic clock. */
  learn(dateHeader: string, sentAt: number, receivedAt: number): void
  /** The server's clock less this machine's; `null` while nothing was learnt. */
  offsetMs(): number | null
}

/** `monotonicNow` carries the time on between answers, so a step of the wall clock does no harm. */
export function createServerClock(now: () => number, monotonicNow: () => number): ServerClock {
  let anchor: { readonly serverMs: number; readonly at: number } | null = null

  const serverNow = () =>
    anchor === null ? now() : anchor.serverMs + Math.round(monotonicNow() - anchor.at)
  return {
    now: serverNow,
    learn(dateHeader, sentAt, receivedAt) {
      const date = Date.parse(dateHeader)
      // The header is cut to whole seconds: half a second is the best guess.
      if (Number.isFinite(date)) anchor = { serverMs: date + 500, at: (sentAt + receivedAt) / 2 }
    },
    offsetMs: () => (anchor === null ? null : serverNow() - now()),
  }
}
