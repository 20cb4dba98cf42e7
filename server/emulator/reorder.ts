import type { JobKey } from './job-table.ts'
import { textLot } from './random.ts'
import type { World, WorldFilter, WorldPage } from './world.ts'

/**
 * A page of the list in another order, from an offset on or after the job of a token: oldest first,
 * or shuffled, each job always in the same place. Sorts the whole list anew, so a page costs more
 * the more jobs there are.
 */
export function reorderedPage(
  world: World,
  filter: WorldFilter,
  start: number | JobKey,
  size: number,
  isShuffled: boolean,
): WorldPage {
  const compare = isShuffled ? byLot : byAge
  const jobs = world.pageAt(filter, 0, Number.MAX_SAFE_INTEGER).jobs.sort(compare)
  const before =
    typeof start === 'number' ? start : jobs.filter((job) => compare(job, start) <= 0).length
  const end = before + size
  return { jobs: jobs.slice(before, end), total: jobs.length, before, hasMore: end < jobs.length }
}

function byAge(a: JobKey, b: JobKey): number {
  return a.createdAt - b.createdAt || (a.jobId < b.jobId ? -1 : Number(a.jobId > b.jobId))
}

function byLot(a: JobKey, b: JobKey): number {
  return textLot(a.jobId) - textLot(b.jobId) || byAge(a, b)
}
