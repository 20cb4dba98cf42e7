import type { InfiniteData } from '@tanstack/react-query'
import {
  type JobFilter,
  type JobSort,
  type ListFilter,
  listFilters,
} from '../../server/jobs/job-filter.ts'
import type { JobPage, MirroredJob } from '../api/client.ts'
import { isListedAfter } from './list-order.ts'

export type ListPage = JobPage & {
  readonly asOf: string | null
  /** When its read began, by a clock that never goes back: what began later knows better. */
  readonly readAtMs: number
  /** Its last row as it was read: where the next page begins, whatever becomes of the row. */
  readonly end: MirroredJob | null
}
export type ListPages = InfiniteData<ListPage, string | null>

/** A job's name in a list that may hold several connections' jobs. */
export function rowKey({ connection, jobId }: Pick<MirroredJob, 'connection' | 'jobId'>): string {
  return `${connection} ${jobId}`
}

/** The rows in the order in which they were read, each once, and their keys. */
export type ListRows = {
  readonly pages: readonly ListPage[]
  readonly rows: readonly MirroredJob[]
  readonly keys: ReadonlySet<string>
}

/** Begins where `before` ended, if that is how the pages begin: a long list grows page by page. */
export function flattenPages({ pages }: ListPages, before?: ListRows): ListRows {
  const start = before?.pages.every((page, at) => page === pages[at]) ? before : undefined
  const rows = [...(start?.rows ?? [])]
  const keys = new Set(start?.keys)
  for (const page of pages.slice(start?.pages.length ?? 0)) {
    for (const job of page.jobs) {
      const key = rowKey(job)
      if (keys.has(key)) continue
      keys.add(key)
      rows.push(job)
    }
  }
  return { pages, rows, keys }
}

/**
 * Takes statements of known rows into the places of older ones: nothing is added, moved or left
 * out. An answer that was under way for long must not undo what a later one said, whatever the
 * clock of the server. Pages without a change stay the same objects. `changed`: rows with another
 * status now, or whose job is no longer listed, or is again.
 */
export function patchPages(
  data: ListPages,
  { jobs: fresh, readAtMs }: { readonly jobs: readonly MirroredJob[]; readonly readAtMs: number },
): { data: ListPages; changed: readonly string[] } {
  const byKey = new Map(fresh.map((job) => [rowKey(job), job]))
  const changed: string[] = []
  let touched = false
  const pages = data.pages.map((page) => {
    if (page.readAtMs >= readAtMs) return page
    let patched: MirroredJob[] | null = null
    page.jobs.forEach((job, at) => {
      const newer = byKey.get(rowKey(job))
      if (!newer || JSON.stringify(newer) === JSON.stringify(job)) return
      if (isNoticed(newer, job)) changed.push(rowKey(job))
      patched ??= [...page.jobs]
      patched[at] = newer
    })
    if (patched === null) return page
    touched = true
    return { ...page, jobs: patched }
  })
  return { data: touched ? { ...data, pages } : data, changed }
}

function isNoticed(job: MirroredJob, known: MirroredJob): boolean {
  return (
    job.status !== known.status || (job.missingSince === null) !== (known.missingSince === null)
  )
}

/**
 * Adds of a second reading of the last page what the list holds below the row that was its end. The
 * known rows stay where they are, and rows above that end are not added: they would push.
 */
export function extendLastPage(data: ListPages, fresh: ListPage, sort: JobSort): ListPages {
  const last = data.pages.at(-1)
  if (!last) return data
  const { end } = last
  const isBelow = (job: MirroredJob) => end === null || isListedAfter(job, end, sort)
  // A reading that does not reach the end says nothing of what lies below it.
  if (fresh.end === null || !isBelow(fresh.end)) return data
  const { keys: known } = flattenPages(data)
  const added = fresh.jobs.filter((job) => isBelow(job) && !known.has(rowKey(job)))
  const { readAtMs } = last
  const page = { ...fresh, jobs: [...last.jobs, ...added], readAtMs }
  return { ...data, pages: [...data.pages.slice(0, -1), page] }
}

/**
 * The row stays where it is though the job is no longer one that was asked for. Text and time of
 * creation are not asked again: the one is the server's to compare, the other never changes.
 */
export function hasLeft(job: MirroredJob, filter: JobFilter): boolean {
  const { deviceCount: devices, missingSince } = job
  const { devicesFrom: from, devicesTo: to } = filter
  const isListed = missingSince === null
  return (
    listFilters.some((name) => {
      const wanted = filter[name]
      return wanted !== undefined && !valuesOf[name](job).some((value) => wanted.includes(value))
    }) ||
    (from !== undefined && (devices === null || devices < from)) ||
    (to !== undefined && (devices === null || devices > to)) ||
    (isListed ? filter.missing === 'only' : filter.missing === undefined)
  )
}

const valuesOf: { readonly [name in ListFilter]: (job: MirroredJob) => readonly string[] } = {
  status: (job) => [job.status],
  productKey: (job) => [job.productKey],
  strategy: (job) => [job.strategy],
  sourceInstance: (job) => [job.source.id],
  targetInstance: (job) => job.targets.map(({ id }) => id),
  sourceRegion: (job) => [job.source.region],
  targetRegion: (job) => job.targets.map(({ region }) => region),
  targetUid: (job) => [job.targetUid],
  connection: (job) => [job.connection],
  jobId: (job) => [job.jobId],
}
