export type QuotaLeft = { remain: number; timeLeftMs: number }

export type Quota = {
  /**
   * Lets a call pass and gives 0, or gives the milliseconds until one may pass.
   * `taken`: calls a second that somebody else of the same account uses up.
   */
  take(action: string, limit: number, at: number, taken?: number): number
  /** Calls that may pass now, and the milliseconds until the oldest of this second no longer counts. */
  left(action: string, limit: number, at: number, taken?: number): QuotaLeft
}

const perMs = 1000

/**
 * `limit` calls a second per counter (an action of an account), over every sliding second. A calendar second
 * lies within the sliding second that ends with it, so it is held as well.
 */
export function createQuota(): Quota {
  const admittedBy = new Map<string, number[]>()
  // Stamps of the future are left from a clock that was set back.
  const recentOf = (action: string, at: number) =>
    (admittedBy.get(action) ?? []).filter((stamp) => stamp > at - perMs && stamp <= at)

  return {
    take(action, limit, at, taken = 0) {
      const recent = recentOf(action, at)
      admittedBy.set(action, recent)
      const room = Math.floor(limit - taken)
      if (room < 1) return perMs
      const oldestOfFull = recent.at(-room)
      if (oldestOfFull !== undefined) return Math.max(1, Math.ceil(oldestOfFull + perMs - at))
      recent.push(at)
      return 0
    },
    left(action, limit, at, taken = 0) {
      const recent = recentOf(action, at)
      return {
        remain: Math.max(0, Math.floor(limit - taken) - recent.length),
        timeLeftMs: Math.ceil((recent[0] ?? at) + perMs - at),
      }
    },
  }
}
