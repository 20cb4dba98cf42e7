import type { CallPurpose, QuotaUse } from '../jobs/job-source.ts'
import { createCallMeter } from './call-meter.ts'
import { type RateCap, rateAt, throttled } from './rate-cap.ts'
import { createSlots, type Slot, windowMs } from './slots.ts'
import { createTurns, type Turns } from './turns.ts'

/** What an attempt tells its quota while it runs. */
export type Sending = {
  /** The status line of the answer arrived. */
  answered(): void
  /** It failed before a byte of it can have reached the gateway. */
  unsent(): void
  /** The answer says that there were too many calls. */
  throttled(retryAfterMs: number | null): void
}

type Attempt<T> = (sending: Sending) => Promise<T>

export type Quota = {
  /**
   * Waits for a slot and a turn, then makes one attempt, which must be one upstream call at most
   * and must settle. A waiter whose signal is aborted leaves the queue with the signal's reason.
   */
  run<T>(purpose: CallPurpose, signal: AbortSignal | undefined, attempt: Attempt<T>): Promise<T>
  use(): QuotaUse
}

export type SetTimer = (callback: () => void, ms: number) => () => void

export type QuotaOptions = {
  readonly slots: number
  /** Wall clock, only to state moments to people. */
  readonly now: () => number
  readonly monotonicNow: () => number
  /** Calls back once, hardly before its time; gives what cancels it. */
  readonly setTimer: SetTimer
  readonly random: () => number
  readonly marginMs?: number
}

/** Even spacing on top of the slots, for gateways that smooth within their second. */
const minGapMs = windowMs / 5
/** While the rate cap climbs, a wait computed from it is looked at again this often. */
const longestNapMs = 1000

/** Paces calls: response-gated slots, turns by purpose, and less of both once others are about. */
export function createQuota(options: QuotaOptions): Quota {
  const { now, monotonicNow, setTimer, random, marginMs = 10 } = options
  const slots = createSlots(options.slots, marginMs)
  const turns = createTurns<(slot: Slot) => void>()
  const meter = createCallMeter()
  let lastSentAt = Number.NEGATIVE_INFINITY
  let cap: RateCap | null = null
  let cancelTimer = () => {}

  // Always asks the clock again: timers may fire almost a millisecond early.
  function grantTurns(): void {
    cancelTimer()
    while (!turns.isEmpty()) {
      const at = monotonicNow()
      const nextAt = Math.max(slots.freeFrom(), lastSentAt + gapMs(cap, at), cap?.pausedUntil ?? at)
      if (nextAt > at) {
        const napMs = Math.min(Math.ceil(nextAt - at), longestNapMs)
        if (nextAt < Number.POSITIVE_INFINITY) cancelTimer = setTimer(grantTurns, napMs)
        return
      }
      lastSentAt = at
      turns.next()?.(slots.take())
    }
  }

  function createSending(slot: Slot, sentAt: number): Sending {
    let answeredAt: number | null = null
    return {
      answered() {
        answeredAt ??= monotonicNow()
        slot.answered(answeredAt)
        grantTurns()
      },
      unsent() {
        if (answeredAt === null) meter.unsent(sentAt)
        slot.unsent()
      },
      throttled(retryAfterMs) {
        const throttle = { answeredAt: answeredAt ?? monotonicNow(), retryAfterMs }
        cap = throttled(cap, { ...throttle, jitter: random() }, options.slots)
        meter.throttled(now())
      },
    }
  }

  return {
    async run(purpose, signal, attempt) {
      const granted = takeTurn(turns, purpose, signal)
      grantTurns()
      const slot = await granted
      const sentAt = monotonicNow()
      meter.sent(sentAt)
      try {
        return await attempt(createSending(slot, sentAt))
      } finally {
        slot.abandoned(monotonicNow())
        grantTurns()
      }
    },
    use: () => toQuotaUse(options, cap, meter.reading(monotonicNow())),
  }
}

function gapMs(cap: RateCap | null, at: number): number {
  const rate = rateAt(cap, at)
  return rate === null ? minGapMs : Math.max(minGapMs, 1000 / rate)
}

function takeTurn(
  turns: Turns<(slot: Slot) => void>,
  purpose: CallPurpose,
  signal: AbortSignal | undefined,
): Promise<Slot> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const leave = () => {
      turns.remove(purpose, grant)
      reject(signal?.reason)
    }
    const grant = (slot: Slot) => {
      signal?.removeEventListener('abort', leave)
      resolve(slot)
    }
    signal?.addEventListener('abort', leave, { once: true })
    turns.add(purpose, grant)
  })
}

function toQuotaUse(
  { slots, now, monotonicNow }: QuotaOptions,
  cap: RateCap | null,
  reading: ReturnType<ReturnType<typeof createCallMeter>['reading']>,
): QuotaUse {
  const at = monotonicNow()
  const pauseMs = (cap?.pausedUntil ?? at) - at
  const pausedUntil = pauseMs > 0 ? new Date(now() + pauseMs).toISOString() : null
  return { slots, ceiling: rateAt(cap, at), pausedUntil, ...reading }
}
