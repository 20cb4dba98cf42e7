import type { QuotaUse } from '../jobs/job-source.ts'
import { createOthersUse } from './others-use.ts'
import {
  admitted,
  hourMs,
  isContended,
  mostShared,
  type RateCap,
  rateAt,
  throttled,
} from './rate-cap.ts'
import type { RateLimits } from './rate-limits.ts'
import { windowMs } from './slots.ts'

/** What an answer says of the quota. */
export type Verdict = {
  /** `overloaded`: the provider has too much to do, whoever calls. */
  readonly kind: 'admitted' | 'throttled' | 'overloaded'
  readonly retryAfterMs: number | null
  readonly limits: RateLimits
}

/**
 * How far we hold back beside the slots, for others use the same quota. All of it only ever delays
 * a send, so nothing that an answer says can break what the slots promise.
 */
export type Restraint = {
  nextSendAt(lastSentAt: number, at: number): number
  /** See `OthersUse`. */
  sent(at: number): (countedBy: number) => void
  judge(verdict: Verdict, sentAt: number, answeredAt: number): void
  isContended(at: number): boolean
  /** `pausedForMs`: 0 while nothing is paused. */
  reading(
    at: number,
  ): Pick<QuotaUse, 'ceiling' | 'sharing' | 'othersPerSecond'> & { readonly pausedForMs: number }
}

/** Even spacing on top of the slots, for gateways that smooth within their second. */
const minGapMs = windowMs / 5
/** Whatever others take, this much is ours. */
const leastShare = 1
/** The last call of a window is left to others. */
const fewLeft = 1
/** A header that is wrong must not stop us for longer. */
const longestHeaderWaitMs = 3000

export function createRestraint(slots: number, random: () => number): Restraint {
  const others = createOthersUse()
  let cap: RateCap | null = null
  let throttledAt = Number.NEGATIVE_INFINITY
  let fullUntil = Number.NEGATIVE_INFINITY

  function ceiling(at: number): number | null {
    const left = others.leftPerSecond(at)
    const share = left === null ? null : Math.max(leastShare, Math.min(mostShared, left))
    const rate = rateAt(cap, at)
    return rate === null || share === null ? (rate ?? share) : Math.min(rate, share)
  }

  function sharing(at: number): QuotaUse['sharing'] {
    if (isContended(cap, at)) return 'contended'
    return at < throttledAt + hourMs || others.wereSeen(at) ? 'shared' : 'alone'
  }

  return {
    nextSendAt(lastSentAt, at) {
      const gapMs = Math.max(minGapMs, 1000 / (ceiling(at) ?? Number.POSITIVE_INFINITY))
      return Math.max(lastSentAt + gapMs, cap?.pausedUntil ?? at, fullUntil)
    },
    sent: others.sent,
    judge({ kind, retryAfterMs, limits }, sentAt, answeredAt) {
      if (limits.operation) others.learn(limits.operation, sentAt, answeredAt)
      if (kind === 'admitted') {
        cap = admitted(cap)
        fullUntil = Math.max(fullUntil, answeredAt + waitUntilRoom(limits))
        return
      }
      if (kind === 'throttled') throttledAt = answeredAt
      cap = throttled(cap, { answeredAt, retryAfterMs, jitter: random() }, slots)
    },
    isContended: (at) => isContended(cap, at),
    reading: (at) => ({
      ceiling: ceiling(at),
      pausedForMs: Math.max(0, (cap?.pausedUntil ?? at) - at),
      sharing: sharing(at),
      othersPerSecond: others.perSecond(at),
    }),
  }
}

/** Before we are throttled: the time to the end of a window that is as good as full. */
function waitUntilRoom({ operation, account }: RateLimits): number {
  const waits = [operation, account].map((limit) =>
    limit !== null && limit.remain <= fewLeft ? limit.timeLeftMs : 0,
  )
  return Math.min(longestHeaderWaitMs, Math.max(...waits))
}
