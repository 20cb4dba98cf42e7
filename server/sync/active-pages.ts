import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { JobStatus } from '../jobs/job.ts'
import { toProblem } from './health.ts'
import { type Look, largestPage } from './look.ts'
import { isLooping } from './sweep.ts'
import type { SyncProblem } from './sync-status.ts'
import { createTrail } from './trail.ts'

/** All pages of the active jobs, as long as the upstream's tokens lead through them. */
export function createActivePages(look: Look, clock: Clock) {
  let cutOff: { error: AppError; times: number; sinceMs: number; lastAtMs: number } | null = null

  /** Gives what cut the pages off before their end, if anything. */
  async function readAll(status: JobStatus, seen: Set<string>): Promise<AppError | null> {
    const trail = createTrail()
    let walk = { nextToken: null as string | null, pages: 0, jobsRead: 0, jobCount: 0 }
    do {
      const nextToken = walk.nextToken ?? undefined
      if (nextToken !== undefined) trail.follow(nextToken)
      const which = { size: largestPage, nextToken, number: walk.pages + 1 }
      const { page } = await look({ status }, which, 'active')
      for (const { jobId } of page.jobs) seen.add(jobId)
      trail.see(page.jobs)
      walk = {
        nextToken: page.jobs.length > 0 ? page.nextToken : null,
        pages: walk.pages + 1,
        jobsRead: walk.jobsRead + page.jobs.length,
        jobCount: page.jobCount ?? walk.jobCount,
      }
    } while (walk.nextToken !== null && !isLooping(walk, trail.signs()))
    if (walk.nextToken === null) return null
    return new AppError('token-refused', 'The next tokens of the active jobs lead in a circle.')
  }

  async function readAsFar(status: JobStatus, seen: Set<string>): Promise<AppError | null> {
    return readAll(status, seen).catch((error) => {
      if (error instanceof AppError && error.code === 'token-refused') return error
      throw error
    })
  }

  function note(error: AppError | null) {
    const lastAtMs = clock.wallMs()
    const { times, sinceMs } = cutOff ?? { times: 0, sinceMs: lastAtMs }
    cutOff = error && { error, times: times + 1, sinceMs, lastAtMs }
  }

  return {
    /** The jobs that they show; `isWhole: false`: the pages broke off before their end. */
    async read() {
      const seen = new Set<string>()
      // In this order a job that starts in between is seen running rather than missed in both.
      const initializing = await readAsFar('initializing', seen)
      const error = (await readAsFar('running', seen)) ?? initializing
      note(error)
      return { seen, isWhole: error === null }
    },
    /** The pages broke off twice in a row, though the upstream answers. */
    problem(): SyncProblem | null {
      if (cutOff === null || cutOff.times < 2) return null
      return toProblem(cutOff.error, cutOff.sinceMs, cutOff.lastAtMs, null)
    },
  }
}
