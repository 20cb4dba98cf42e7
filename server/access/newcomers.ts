/** Who was away so long has signed in anew, as far as anybody can tell. */
export const awayMs = 8 * 3_600_000
/** Users that are remembered. */
const most = 12_000

/** Whom only their requests tell of, as where a proxy signs people in: who is new, or was long away. */
export function createNewcomers(monotonicMs: () => number) {
  /** When each was last seen, the longest ago first. */
  const seen = new Map<string, number>()
  return {
    /** To be asked with each request. */
    isOne(user: string): boolean {
      const nowMs = monotonicMs()
      const lastMs = seen.get(user)
      seen.delete(user)
      seen.set(user, nowMs)
      const [oldest] = seen.keys()
      if (seen.size > most && oldest !== undefined) seen.delete(oldest)
      return lastMs === undefined || nowMs - lastMs >= awayMs
    },
  }
}
