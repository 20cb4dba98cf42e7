import type { QuotaUse } from '../jobs/job-source.ts'

/** A quota that nobody uses. */
export const idleQuota: QuotaUse = {
  slots: 4,
  ceiling: null,
  callsPerSecond: 0,
  calls: 0,
  throttled: 0,
  throttledAt: null,
  pausedUntil: null,
  sharing: 'alone',
  othersPerSecond: null,
}
