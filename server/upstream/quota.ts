import type { CallPurpose, QuotaUse } from '../jobs/job-source.ts'
import { type CallMeter, createCallMeter } from './call-meter.ts'
import { createRestraint, type Restraint, type Verdict } from './restraint.ts'
import { createSlots, type Slot, unansweredMs } from './slots.ts'
import { createTurns, type Turns } from './turns.ts'

/** What an attempt tells its quota while it runs. */
export type Sending = {
  /** The status line of the answer arrived. */
  answered(): void
  /** It failed before a byte of it can have reached the gateway. */
  unsent(): void
  /** What the answer says of the quota; only an answer of the API itself says anything. */
  judged(verdict: Verdict): void
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

/** What several connections of one account share. */
export type SharedQuota = Quota & {
  /** The same quota for one of them: each gets its turns, however many calls another has. */
  of(connection: string): Quota
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

/** While the ceiling climbs, a wait computed from it is looked at again this often. */
const longestNapMs = 1000

/** Paces calls: response-gated slots, turns by purpose, and less of both once others are about. */
export function createQuota(options: QuotaOptions): SharedQuota {
  const { now, monotonicNow, setTimer, random, marginMs = 5 } = options
  const slots = createSlots(options.slots, marginMs)
  const turns = createTurns<(slot: Slot) => void>()
  const meter = createCallMeter()
  const restraint = createRestraint(options.slots, random)
  let lastSentAt = Number.NEGATIVE_INFINITY
  let cancelTimer = () => {}

  // Always asks the clock again: timers may fire almost a millisecond early.
  function grantTurns(): void {
    cancelTimer()
    while (!turns.isEmpty()) {
      const at = monotonicNow()
      const nextAt = Math.max(slots.freeFrom(), restraint.nextSendAt(lastSentAt, at))
      if (nextAt > at) {
        const napMs = Math.min(Math.ceil(nextAt - at), longestNapMs)
        if (nextAt < Number.POSITIVE_INFINITY) cancelTimer = setTimer(grantTurns, napMs)
        return
      }
      lastSentAt = at
      turns.next(restraint.isContended(at))?.(slots.take())
    }
  }

  function createSending(slot: Slot, sentAt: number, countedBy: (at: number) => void): Sending {
    let answeredAt: number | null = null
    return {
      answered() {
        answeredAt ??= monotonicNow()
        countedBy(answeredAt)
        slot.answered(answeredAt)
        grantTurns()
      },
      unsent() {
        if (answeredAt === null) {
          meter.unsent(sentAt)
          countedBy(Number.NEGATIVE_INFINITY)
        }
        slot.unsent()
      },
      judged(verdict) {
        restraint.judge(verdict, sentAt, answeredAt ?? monotonicNow())
        if (verdict.kind === 'throttled') meter.throttled(now())
      },
    }
  }

  async function run<T>(
    turn: Turn,
    signal: AbortSignal | undefined,
    attempt: Attempt<T>,
  ): Promise<T> {
    const granted = takeTurn(turns, turn, signal)
    grantTurns()
    const slot = await granted
    const sentAt = monotonicNow()
    meter.sent(sentAt)
    const countedBy = restraint.sent(sentAt)
    try {
      return await attempt(createSending(slot, sentAt, countedBy))
    } finally {
      slot.abandoned(monotonicNow())
      countedBy(monotonicNow() + unansweredMs)
      grantTurns()
    }
  }

  const of = (owner: string): Quota => ({
    run: (purpose, signal, attempt) => run({ purpose, owner }, signal, attempt),
    use: () => toQuotaUse(options, restraint, meter),
  })
  return { ...of(''), of }
}

/** Whose call waits, and for whom. */
type Turn = { readonly purpose: CallPurpose; readonly owner: string }

function takeTurn(
  turns: Turns<(slot: Slot) => void>,
  { purpose, owner }: Turn,
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
    turns.add(purpose, grant, owner)
  })
}

function toQuotaUse(
  { slots, now, monotonicNow }: QuotaOptions,
  restraint: Restraint,
  meter: CallMeter,
): QuotaUse {
  const at = monotonicNow()
  const { pausedForMs, ...held } = restraint.reading(at)
  const pausedUntil = pausedForMs > 0 ? new Date(now() + pausedForMs).toISOString() : null
  return { slots, pausedUntil, ...held, ...meter.reading(at) }
}
