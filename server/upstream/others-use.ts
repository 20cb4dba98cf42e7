import type { RateLimit } from './rate-limits.ts'
import { windowMs } from './slots.ts'

/** How much others take of the account's quota, as the gateway's counters tell. */
export type OthersUse = {
  /**
   * A call of ours was sent. Gives what is to be told by when the gateway will have counted it;
   * the earliest holds. `-Infinity`: the call never reaches it.
   */
  sent(at: number): (countedBy: number) => void
  /** What the answer to a call between these two moments says. */
  learn(limit: RateLimit, sentAt: number, answeredAt: number): void
  /** At least so many calls a second, lately. `null`: no answer told. */
  perSecond(at: number): number | null
  /** What their use leaves of the limit; `null` where there are no others. */
  leftPerSecond(at: number): number | null
  /** Whether any were seen within the last hour. */
  wereSeen(at: number): boolean
}

/** What one window of the gateway's was seen to hold when we last looked. */
type Look = { readonly endsAt: number; readonly others: number; readonly limit: number }

const keptMs = 60_000
const meanOf = 10
const hourMs = 3_600_000

/** Moments are of the monotonic clock. */
export function createOthersUse(): OthersUse {
  let ours: { readonly sentAt: number; countedBy: number }[] = []
  let looks: readonly Look[] = []
  let seenAt = Number.NEGATIVE_INFINITY

  const lately = (at: number) => looks.filter(({ endsAt }) => endsAt > at - keptMs)
  function perSecond(at: number): number | null {
    const recent = lately(at)
    if (recent.length === 0) return null
    return recent.reduce((sum, { others }) => sum + others, 0) / recent.length
  }

  return {
    sent(at) {
      const call = { sentAt: at, countedBy: Number.POSITIVE_INFINITY }
      ours = [...ours.filter(({ countedBy }) => countedBy > at - keptMs), call]
      return (countedBy) => {
        call.countedBy = Math.min(call.countedBy, countedBy)
      }
    },
    learn({ limit, remain, timeLeftMs }, sentAt, answeredAt) {
      // Of a longer window we cannot tell how much of it has passed.
      if (timeLeftMs > windowMs) return
      // All that can have been counted in this window, so that no call of ours passes for another's.
      const beganAt = sentAt + timeLeftMs - windowMs
      const own = ours.filter((call) => call.countedBy >= beganAt && call.sentAt <= answeredAt)
      const others = Math.max(0, limit - remain - own.length)
      if (others > 0) seenAt = answeredAt
      const endsAt = answeredAt + timeLeftMs
      const last = looks.at(-1)
      // A later look into the same window has seen all that the earlier one saw.
      const isSame = last !== undefined && Math.abs(endsAt - last.endsAt) < windowMs / 2
      const look = isSame
        ? { endsAt, limit, others: Math.max(others, last.others) }
        : { endsAt, limit, others }
      looks = [...(isSame ? looks.slice(0, -1) : lately(answeredAt)), look].slice(-meanOf)
    },
    perSecond,
    leftPerSecond(at) {
      const others = perSecond(at)
      const limit = looks.at(-1)?.limit
      return others && limit !== undefined ? Math.max(0, limit - others) : null
    },
    wereSeen: (at) => at < seenAt + hourMs,
  }
}
