import type { Job } from '../jobs/job.ts'
import type { FinishedSweep, Observation } from '../jobs/job-store.ts'

/** The second 0 of tests, in epoch milliseconds. */
export const start = Date.parse('2026-11-24T12:00:00.000Z')

/** The moment of a second of tests, as our words have it. */
export function at(second: number): string {
  return new Date(start + second * 1000).toISOString()
}

/** A reply with these jobs to a call sent at `second`, half a second later. */
export function aLook(second: number, jobs: readonly Job[], connection = 'main'): Observation {
  const sentAtMs = start + second * 1000
  return { connection, sentAtMs, receivedAtMs: sentAtMs + 500, jobs }
}

/** A settled walk over the whole list, from second to second. */
export function aWalk(fromSecond: number, toSecond: number): FinishedSweep {
  return {
    startedAt: at(fromSecond),
    finishedAt: at(toSecond),
    nextToken: null,
    pages: 1,
    jobsRead: 0,
    jobCount: 0,
    restarts: 0,
    isSettled: true,
  }
}
