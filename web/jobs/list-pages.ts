import type { InfiniteData } from '@tanstack/react-query'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { JobPage, MirroredJob } from '../api/client.ts'

export type ListPage = JobPage & { readonly asOf: string | null }
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
 * Takes newer statements of known rows into their places: nothing is added, moved or left out.
 * Pages without a change stay the same objects. `changed`: rows with another status now, or whose
 * job is no longer listed, or is again.
 */
export function patchPages(
  data: ListPages,
  fresh: readonly MirroredJob[],
): { data: ListPages; changed: readonly string[] } {
  const byKey = new Map(fresh.map((job) => [rowKey(job), job]))
  const changed: string[] = []
  let touched = false
  const pages = data.pages.map((page) => {
    let patched: MirroredJob[] | null = null
    page.jobs.forEach((job, at) => {
      const newer = byKey.get(rowKey(job))
      if (!newer || !isNewer(newer, job)) return
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

/** An answer that was under way for long must not undo what a later one said. */
function isNewer(job: MirroredJob, known: MirroredJob): boolean {
  if (job.confirmedAt === known.confirmedAt) return job.missingSince !== known.missingSince
  return job.confirmedAt > known.confirmedAt
}

/**
 * Puts a second reading of the last page in its place: the known rows stay where they are, rows
 * below the last known one are added at the end, rows above it are not (they would push).
 */
export function extendLastPage(data: ListPages, fresh: ListPage): ListPages {
  const last = data.pages.at(-1)
  if (!last) return data
  const { keys: known } = flattenPages(data)
  const end = fresh.jobs.findLastIndex((job) => known.has(rowKey(job)))
  const canAppend = end >= 0 || last.jobs.length === 0
  const added = canAppend ? fresh.jobs.slice(end + 1) : []
  const page = {
    ...fresh,
    jobs: [...last.jobs, ...added],
    nextToken: canAppend ? fresh.nextToken : last.nextToken,
  }
  return { ...data, pages: [...data.pages.slice(0, -1), page] }
}

/** Rows at the head of the list, as it is now, that are not among the loaded ones. */
export function countNews(known: ReadonlySet<string>, head: ListPage): number {
  return head.jobs.filter((job) => !known.has(rowKey(job))).length
}

/** The row stays where it is though the job is no longer one that was asked for. */
export function hasLeft(
  { status, missingSince }: Pick<MirroredJob, 'status' | 'missingSince'>,
  filter: JobFilter,
): boolean {
  if (filter.status !== undefined && !filter.status.includes(status)) return true
  return missingSince === null ? filter.missing === 'only' : filter.missing === undefined
}
