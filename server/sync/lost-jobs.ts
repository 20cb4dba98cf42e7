import type { AskById } from './ask-by-id.ts'
import type { Clock } from './clock.ts'
import type { Head } from './head.ts'
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

const perCycle = 5

/**
 * Follows the jobs that the mirror holds for active and that no active page showed: one look at
 * the head of the list tells of all that it showed before, the rest are asked for by id. The answer
 * tells whether none was left for the next cycle; those that gave no clear answer, and those still
 * active, are left for a while.
 */
export function createLostJobs({ mirror, head, askById, clock, pace, onDoubt }: LostJobsParts) {
  const notBefore = new Map<string, number>()
  const leave = (jobId: string, ms: number) => notBefore.set(jobId, clock.monotonicMs() + ms)

  async function findLost(seen: ReadonlySet<string>): Promise<readonly string[]> {
    const now = clock.monotonicMs()
    const active = new Set(await mirror.activeJobIds())
    for (const jobId of notBefore.keys()) if (!active.has(jobId)) notBefore.delete(jobId)
    return [...active].filter((jobId) => !seen.has(jobId) && (notBefore.get(jobId) ?? 0) <= now)
  }

  async function ask(jobId: string): Promise<number> {
    try {
      const answer = await askById(jobId, 'active')
      if (answer === 'listed') return pace.stillActiveMs
      if (answer === 'absent') onDoubt()
      return pace.lostAgainMs
    } catch (error) {
      if (isOfOneJob(error)) return pace.lostAgainMs
      throw error
    }
  }

  return async function followLost(seen: ReadonlySet<string>): Promise<boolean> {
    let lost = await findLost(seen)
    if (lost.some(head.shows)) {
      await head.look()
      for (const jobId of lost.filter(head.shows)) leave(jobId, pace.stillActiveMs)
      lost = lost.filter((jobId) => !head.shows(jobId))
    }
    for (const jobId of lost.slice(0, perCycle)) leave(jobId, await ask(jobId))
    return lost.length <= perCycle
  }
}
