import type { Condition } from './conditions.ts'
import type { JobColumns } from './job-columns.ts'
import { hiddenBit, type Misses } from './misses.ts'

/** The jobs that meet some conditions. */
export type Selection = {
  /** `null`: every row meets all of them. */
  readonly misses: Misses | null
  readonly count: number
}

/** Gives up the turn where there are many rows. */
export function* selectJobs(
  jobs: JobColumns,
  conditions: readonly Condition[],
): Generator<void, Selection> {
  const end = jobs.end()
  if (conditions.length === 0) return { misses: null, count: end - 1 }
  const misses: Misses = new Uint16Array(end)
  // No row has the id 0.
  misses[0] = hiddenBit
  let count = 0
  for (const { from, to } of jobs.parts()) {
    for (const condition of conditions) condition(misses, from, to)
    for (let row = from; row < to; row++) count += misses[row] === 0 ? 1 : 0
    if (to < end) yield
  }
  return { misses, count }
}
