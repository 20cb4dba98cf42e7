import type { Job } from '../jobs/job.ts'

/**
 * How many jobs have come to some lists since the first page of the whole list was read, by the
 * first page of each. Only where pages begin with their newest jobs can it be told: those that are
 * newer than all that were there.
 */
export function createNewcomers() {
  let newest: string | null = null
  let count: number | null = null

  return {
    begin(jobs: readonly Job[]) {
      newest = jobs[0]?.createdAt ?? null
      count = isNewestFirst(jobs) ? 0 : null
    },
    see(jobs: readonly Job[]) {
      const before = newest
      if (count === null || before === null) return
      const come = jobs.filter(({ createdAt }) => createdAt !== null && createdAt > before).length
      const isAll = come > 0 && come === jobs.length
      count = isNewestFirst(jobs) && !isAll ? count + come : null
    },
    /** `null`: it cannot be told. */
    count: () => (newest === null ? null : count),
  }
}

function isNewestFirst(jobs: readonly Job[]): boolean {
  return jobs.every(({ createdAt }, index) => {
    const before = jobs[index - 1]?.createdAt ?? createdAt
    return createdAt !== null && before !== null && createdAt <= before
  })
}
