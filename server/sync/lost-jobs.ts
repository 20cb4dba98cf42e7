import type { JobStore } from '../jobs/job-store.ts'
import type { Clock } from './clock.ts'
import { type Connection, isOfOneJob, type Look } from './look.ts'

export type LostJobsParts = {
  readonly connection: Connection
  readonly store: JobStore
  readonly look: Look
  readonly clock: Clock
}

const perCycle = 5
const againMs = 60_000
/** Still active by id, yet on no active page: the two answers crossed, or will agree soon. */
const stillActiveMs = 5000

/**
 * Asks by id for jobs that the mirror holds for active and that no active page showed. The answer
 * tells whether all of them were asked for; those that gave no clear answer are left for a while.
 */
export function createLostJobs({ connection, store, look, clock }: LostJobsParts) {
  const notBefore = new Map<string, number>()

  async function ask(jobId: string): Promise<number> {
    try {
      const { page } = await look({ jobId }, { size: 1 }, 'active')
      return page.jobs.length === 0 ? againMs : stillActiveMs
    } catch (error) {
      if (isOfOneJob(error)) return againMs
      throw error
    }
  }

  return async function findLost(seen: ReadonlySet<string>): Promise<boolean> {
    const now = clock.monotonicMs()
    const active = new Set(await store.activeJobIds(connection.name))
    for (const jobId of notBefore.keys()) if (!active.has(jobId)) notBefore.delete(jobId)
    const isDue = (jobId: string) => (notBefore.get(jobId) ?? 0) <= now
    const lost = [...active].filter((jobId) => !seen.has(jobId) && isDue(jobId))
    for (const jobId of lost.slice(0, perCycle)) notBefore.set(jobId, now + (await ask(jobId)))
    return lost.length <= perCycle
  }
}
