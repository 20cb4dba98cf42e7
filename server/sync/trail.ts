import type { Job } from '../jobs/job.ts'

/** What tells a walk that comes to its end from one that is led in a circle. */
export type TrailSigns = {
  /** Was the token already followed on this walk? */
  readonly isUsed: (token: string) => boolean
  /** The last so many pages showed no job that the walk had not seen before. */
  readonly pagesWithoutNews: number
  /** The last so many pages were each the same, row by row, as one before. */
  readonly pagesRepeated: number
}

export type Trail = ReturnType<typeof createTrail>

/** What one walk has followed and seen, in this process. A few bytes a job. */
export function createTrail() {
  const tokens = new Set<string>()
  const pages = new Set<number>()
  // Where two ids share a hash, one job less is news: nothing hangs on a single one.
  const jobIds = new Set<number>()
  let pagesWithoutNews = 0
  let pagesRepeated = 0

  return {
    follow: (token: string) => tokens.add(token),
    see(jobs: readonly Pick<Job, 'jobId'>[]) {
      const known = jobIds.size
      for (const { jobId } of jobs) jobIds.add(hashOf(jobId))
      pagesWithoutNews = jobIds.size > known ? 0 : pagesWithoutNews + 1
      const page = hashOf(jobs.map(({ jobId }) => jobId).join('\n'))
      pagesRepeated = jobs.length > 0 && pages.has(page) ? pagesRepeated + 1 : 0
      pages.add(page)
    },
    /** How many of them are on this walk a second time. */
    repeats(jobs: readonly Pick<Job, 'jobId'>[]): number {
      const hashes = new Set(jobs.map(({ jobId }) => hashOf(jobId)))
      return jobs.length - [...hashes].filter((hash) => !jobIds.has(hash)).length
    },
    signs: (): TrailSigns => ({
      isUsed: (token) => tokens.has(token),
      pagesWithoutNews,
      pagesRepeated,
    }),
  }
}

/** FNV-1a: a whole number of 32 bits. */
function hashOf(text: string): number {
  let hash = 2166136261
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 16777619)
  return hash
}
