import type { Clock } from '../clock.ts'
import type { AskById } from './ask-by-id.ts'
import type { Head } from './head.ts'
import { isOfTheDisk } from './health.ts'
import { isOfOneJob } from './look.ts'
import type { Mirror } from './mirror.ts'
import type { Pace } from './pace.ts'

export type LostJobsParts = {
  readonly mirror: Pick<Mirror, 'activeJobIds'>
  readonly head: Pick<Head, 'look' | 'shows'>
  readonly askById: AskById
  readonly clock: Clock
  readonly pace: Pace
  /** An active job may have vanished. */
  readonly onDoubt: () => void
}

/** A job that was asked for: when it may be again, and how often in a row that failed. */
type Left = { readonly notBeforeMs: number; readonly failures: number }

const perCycle = 5

/**
 * Follows the jobs that the mirror holds for active and that no active page showed: one look at
 * the head of the list tells of all that it showed before, the rest are asked for by id. The answer
 * tells whether none was left for the next cycle; those that gave no clear answer, and those still
 * active, are left for a while.
 */
export function createLostJobs({ mirror, head, askById, clock, pace, onDoubt }: LostJobsParts) {
  const left = new Map<string, Left>()
  /** A look by id failed, and none was answered since. */
  let isFailing = false

  const leave = (jobId: string, ms: number, failures = 0) =>
    left.set(jobId, { notBeforeMs: clock.monotonicMs() + ms, failures })
  const notBeforeMs = (jobId: string) => left.get(jobId)?.notBeforeMs ?? 0

  /** Those first that were not asked for yet, then the longest not asked for. */
  async function findLost(seen: ReadonlySet<string>): Promise<readonly string[]> {
    const now = clock.monotonicMs()
    const active = new Set(await mirror.activeJobIds())
    for (const jobId of left.keys()) if (!active.has(jobId)) left.delete(jobId)
    return [...active]
      .filter((jobId) => !seen.has(jobId) && notBeforeMs(jobId) <= now)
      .sort((a, b) => notBeforeMs(a) - notBeforeMs(b))
  }

  /** `false`: the failure may be the upstream's, not that of this job. */
  async function ask(jobId: string): Promise<boolean> {
    try {
      const answer = await askById(jobId, 'active')
      isFailing = false
      leave(jobId, answer === 'listed' ? pace.stillActiveMs : pace.lostAgainMs)
      if (answer === 'absent') onDoubt()
      return true
    } catch (error) {
      if (isOfTheDisk(error)) throw error
      return isItsOwn(error, jobId)
    }
  }

  /** The active pages were just answered: what fails again is not the upstream's failure. */
  function isItsOwn(error: unknown, jobId: string): boolean {
    const failures = (left.get(jobId)?.failures ?? 0) + 1
    if (isOfOneJob(error)) {
      leave(jobId, pace.lostAgainMs, failures)
      return true
    }
    const isOwn = failures > 1 || isFailing
    isFailing = true
    const pauseMs = Math.min(pace.lostAgainMs, pace.stillActiveMs * 2 ** (failures - 1))
    leave(jobId, isOwn ? pauseMs : 0, failures)
    return isOwn
  }

  return async function followLost(seen: ReadonlySet<string>): Promise<boolean> {
    let lost = await findLost(seen)
    if (lost.some(head.shows)) {
      await head.look()
      for (const jobId of lost.filter(head.shows)) leave(jobId, pace.stillActiveMs)
      lost = lost.filter((jobId) => !head.shows(jobId))
    }
    for (const jobId of lost.slice(0, perCycle)) if (!(await ask(jobId))) return false
    return lost.length <= perCycle
  }
}
