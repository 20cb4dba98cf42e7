import { AppError } from '../errors.ts'
import type { Clock } from './clock.ts'
import type { Look } from './look.ts'

const missLastsMs = 60_000
const mostMisses = 1000
const mostAtOnce = 8

/**
 * Looks one job up for a person who waits. One call for any number who ask at the same time, none
 * within a minute of a miss, and never so many that a crowd of wrong links eats the quota.
 */
export function createLookUp(look: Look, clock: Clock): (jobId: string) => Promise<boolean> {
  const underWay = new Map<string, Promise<boolean>>()
  const missedUntil = new Map<string, number>()

  async function ask(jobId: string): Promise<boolean> {
    const found = await look({ jobId }, { size: 1 }, 'person').then(
      ({ page }) => page.jobs.some((job) => job.jobId === jobId),
      (error) => {
        // An id that the upstream refuses is no job's: not its failure, and not worth asking again.
        if (error instanceof AppError && error.code === 'request-refused') return false
        throw error
      },
    )
    if (!found) rememberMiss(jobId)
    return found
  }

  function rememberMiss(jobId: string) {
    missedUntil.delete(jobId)
    missedUntil.set(jobId, clock.monotonicMs() + missLastsMs)
    const oldest = missedUntil.keys().next().value
    if (missedUntil.size > mostMisses && oldest !== undefined) missedUntil.delete(oldest)
  }

  return async (jobId) => {
    if ((missedUntil.get(jobId) ?? 0) > clock.monotonicMs()) return false
    const asked = underWay.get(jobId)
    if (asked) return asked
    if (underWay.size >= mostAtOnce) {
      throw new AppError('throttled', 'Many jobs are being looked up at this moment. Try again.')
    }
    const answer = ask(jobId).finally(() => underWay.delete(jobId))
    underWay.set(jobId, answer)
    return answer
  }
}
