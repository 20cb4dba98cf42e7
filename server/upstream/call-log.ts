import { AppError } from '../errors.ts'
import type { CallFacts, CallRecord, SourceFacts } from '../jobs/source-facts.ts'
import { createCallHistory } from './call-history.ts'
import type { Sending } from './quota.ts'

/** What an answer said, and of it what the log keeps. */
export type Counted<T> = Pick<CallRecord, 'jobs' | 'requestId'> & { readonly value: T }

/** What is known of a call before it is sent. */
export type CallPlan = Pick<CallRecord, 'operation' | 'purpose' | 'parameters' | 'page'>

/** How long it waited to be sent. */
export type Queued = { readonly waitedMs: number }

export type CallLog = {
  /** Makes one attempt, tells `sending` on, and keeps how it went. Throws what the attempt throws. */
  run<T>(
    plan: CallPlan & Queued,
    sending: Sending,
    attempt: (sending: Sending) => Promise<Counted<T>>,
  ): Promise<T>
  reading(): Pick<SourceFacts, 'calls' | 'lastCalls'>
}

export type CallLogOptions = {
  /** Wall clock, only to state moments to people. */
  readonly now: () => number
  readonly monotonicNow: () => number
  readonly onCall: (call: CallFacts) => void
}

const keptCalls = 50

/** The last calls one by one, and an hour of them in numbers. Holds no token, key or link. */
export function createCallLog({ now, monotonicNow, onCall }: CallLogOptions): CallLog {
  const history = createCallHistory()
  let last: { readonly sentAt: number; readonly call: CallRecord }[] = []

  function begin({ waitedMs, ...plan }: CallPlan & Queued) {
    const at = new Date(now()).toISOString()
    const sentAt = monotonicNow()
    return {
      end(
        isSent: boolean,
        how: Pick<CallRecord, 'outcome' | 'upstreamCode' | 'jobs' | 'requestId'>,
      ) {
        const endedAt = monotonicNow()
        const call = { at, ...plan, ...how, tookMs: Math.round(endedAt - sentAt) }
        last = [{ sentAt, call }, ...last].sort((a, b) => b.sentAt - a.sentAt).slice(0, keptCalls)
        const isThrottled = how.outcome === 'throttled'
        const { operation, purpose, outcome, upstreamCode, requestId, tookMs } = call
        onCall({ operation, purpose, outcome, upstreamCode, requestId, tookMs, waitedMs })
        if (isSent) history.add({ ...plan, isThrottled, sentAt, endedAt })
      },
    }
  }

  return {
    async run(plan, sending, attempt) {
      const call = begin(plan)
      let isSent = true
      const watched: Sending = {
        ...sending,
        unsent() {
          isSent = false
          sending.unsent()
        },
      }
      try {
        const { value, requestId, jobs } = await attempt(watched)
        call.end(isSent, { outcome: 'ok', upstreamCode: null, jobs, requestId })
        return value
      } catch (error) {
        call.end(isSent, failureOf(error))
        throw error
      }
    },
    reading: () => ({
      calls: history.reading(monotonicNow(), now()),
      lastCalls: last.map(({ call }) => call),
    }),
  }
}

function failureOf(error: unknown) {
  const { code, details } =
    error instanceof AppError ? error : new AppError('internal', 'Something went wrong.')
  return {
    outcome: code,
    upstreamCode: details.upstreamCode ?? null,
    jobs: null,
    requestId: details.requestId ?? null,
  }
}
