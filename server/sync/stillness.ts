import type { Job } from '../jobs/job.ts'

export type Stillness = ReturnType<typeof createStillness>

/**
 * Has no job come to the list since the first of these pages was read? Only where each page begins
 * with its newest jobs can it be told, and is it told: nothing on them is newer than the first was.
 */
export function createStillness() {
  let newest: string | null = null
  let isStill = true

  return {
    begin(jobs: readonly Job[]) {
      newest = jobs[0]?.createdAt ?? null
      isStill = newest !== null && isNewestFirst(jobs)
    },
    see(jobs: readonly Job[]) {
      const first = jobs[0]?.createdAt ?? ''
      isStill = isStill && isNewestFirst(jobs) && newest !== null && first <= newest
    },
    /** `false` as well where it did not see the first page. */
    isKept: () => isStill && newest !== null,
  }
}

function isNewestFirst(jobs: readonly Job[]): boolean {
  return jobs.every(({ createdAt }, index) => {
    const before = jobs[index - 1]?.createdAt ?? createdAt
    return createdAt !== null && before !== null && createdAt <= before
  })
}
