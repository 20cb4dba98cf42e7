import type { QuotaUse } from '../jobs/job-source.ts'

export type CallMeter = {
  sent(at: number): void
  /** The call of that moment was none after all. */
  unsent(at: number): void
  throttled(wallClockMs: number): void
  reading(at: number): Pick<QuotaUse, 'calls' | 'callsPerSecond' | 'throttled' | 'throttledAt'>
}

const meanOverMs = 10_000

/** Counts what a person may want to know of our use. Moments are monotonic unless named. */
export function createCallMeter(): CallMeter {
  let recent: number[] = []
  let calls = 0
  let throttles = 0
  let throttledAt: string | null = null

  const since = (at: number) => recent.filter((sent) => sent > at - meanOverMs)
  return {
    sent(at) {
      calls += 1
      recent = [...since(at), at]
    },
    unsent(at) {
      calls -= 1
      recent = recent.filter((sent) => sent !== at)
    },
    throttled(wallClockMs) {
      throttles += 1
      throttledAt = new Date(wallClockMs).toISOString()
    },
    reading: (at) => ({
      calls,
      callsPerSecond: since(at).length / (meanOverMs / 1000),
      throttled: throttles,
      throttledAt,
    }),
  }
}
