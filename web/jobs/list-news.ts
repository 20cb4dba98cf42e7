import type { JobSort } from '../../server/jobs/job-filter.ts'
import type { MirroredJob } from '../api/client.ts'
import type { FoundJobs } from './list-doubts.ts'
import { isListedAfter } from './list-order.ts'
import { type ListPages, type ListRows, rowKey } from './list-pages.ts'
import { headSize, type LiveLook } from './list-queries.ts'

/** What the list would show by now and the reader does not have. */
export type ListNews = {
  /** Jobs that would stand above the end of what is loaded. */
  readonly count: number
  /** The head of the list holds nothing else: there are so many, or more. */
  readonly isAtLeast: boolean
  /** All was loaded, and there is more below the last row by now. */
  readonly isLonger: boolean
}

export type NewsParts = {
  readonly pages: ListPages
  readonly known: ListRows['keys']
  readonly look: LiveLook
  readonly found: FoundJobs
  readonly sort: JobSort
}

/** Tells jobs above the end of the loaded part, which are news, from those that follow it. */
export function readNews({ pages, known, look, found, sort }: NewsParts): ListNews {
  const last = pages.pages.at(-1)
  const isUnknown = (job: MirroredJob) => !known.has(rowKey(job))
  const head = look.head.jobs.filter(isUnknown)
  const all = new Map([...found.values(), ...head].map((job) => [rowKey(job), job]))
  const unknown = [...all.values()].filter(isUnknown)
  const isAbove = (job: MirroredJob) => !last?.end || !isListedAfter(job, last.end, sort)
  const above = unknown.filter(isAbove)
  const isWhole = last !== undefined && last.nextToken === null
  return {
    count: above.length,
    isAtLeast: head.length === headSize && head.every(isAbove),
    isLonger: isWhole && (above.length < unknown.length || look.head.jobCount > last.jobCount),
  }
}
