import type { Job } from '../jobs/job.ts'
import { knownStatuses } from '../jobs/job.ts'
import type { JobFilter, JobSort, ListFilter } from '../jobs/job-filter.ts'
import { readMoment } from '../jobs/job-filter.ts'
import type { FacetName, FacetValue } from '../jobs/job-store.ts'

/** The mirror as a plain array: what the answers of every store are held against. */
export type ModelJob = Job & {
  readonly connection: string
  readonly seenAtMs: number
  readonly isMissing: boolean
}

const valuesOf: { readonly [name in ListFilter]: (job: ModelJob) => readonly string[] } = {
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

export function matchesFilter(job: ModelJob, filter: JobFilter, nowMs: number): boolean {
  const names = Object.keys(valuesOf) as ListFilter[]
  return (
    names.every((name) => {
      const wanted = filter[name]
      return wanted === undefined || valuesOf[name](job).some((value) => wanted.includes(value))
    }) &&
    matchesMissing(job, filter) &&
    matchesText(job, filter.q) &&
    matchesDevices(job, filter) &&
    matchesCreated(job, filter, nowMs)
  )
}

function matchesMissing({ isMissing }: ModelJob, { missing }: JobFilter): boolean {
  return missing === 'shown' || isMissing === (missing === 'only')
}

function matchesText(job: ModelJob, q: string | undefined): boolean {
  if (q === undefined) return true
  const instances = [job.source, ...job.targets].flatMap(({ id, name }) => [id, name])
  const texts = [job.jobId, job.productKey, job.sourceUid, job.targetUid, ...instances]
  return texts.some((text) => text.toLowerCase().includes(q.toLowerCase()))
}

function matchesDevices({ deviceCount }: ModelJob, filter: JobFilter): boolean {
  const { devicesFrom: from, devicesTo: to } = filter
  if (from === undefined && to === undefined) return true
  if (deviceCount === null) return false
  return (from === undefined || deviceCount >= from) && (to === undefined || deviceCount <= to)
}

function matchesCreated(job: ModelJob, filter: JobFilter, nowMs: number): boolean {
  const { createdFrom: from, createdTo: to } = filter
  if (from === undefined && to === undefined) return true
  if (job.createdAt === null) return false
  const created = Date.parse(job.createdAt)
  return (
    (from === undefined || created >= (readMoment(from, nowMs) ?? Number.NaN)) &&
    (to === undefined || created <= (readMoment(to, nowMs) ?? Number.NaN))
  )
}

/** For `Array.sort`: ties by job id and connection, nulls last both ways. */
export function inOrderOf(sort: JobSort) {
  const way = sort.descending ? -1 : 1
  return (a: ModelJob, b: ModelJob): number => {
    const [left, right] = [sortValue(a, sort.by), sortValue(b, sort.by)]
    if (left === null && right !== null) return 1
    if (left !== null && right === null) return -1
    return (
      way *
      (Math.sign((left ?? 0) - (right ?? 0)) ||
        compareText(a.jobId, b.jobId) ||
        compareText(a.connection, b.connection))
    )
  }
}

function sortValue(job: ModelJob, by: JobSort['by']): number | null {
  if (by === 'createdAt') return job.createdAt === null ? null : Date.parse(job.createdAt)
  if (by === 'deviceCount') return job.deviceCount
  if (by === 'statusSince') return job.seenAtMs
  const order = (knownStatuses as readonly string[]).indexOf(job.status)
  return order < 0 ? knownStatuses.length : order
}

/** One facet, with the filters other than its own applied. */
export function countFacet(
  jobs: readonly ModelJob[],
  facet: FacetName,
  filter: JobFilter,
  nowMs: number,
): Omit<FacetValue, 'name'>[] {
  const { [facet]: _mine, ...others } = filter
  const counts = new Map<string, number>()
  for (const job of jobs.filter((each) => matchesFilter(each, others, nowMs))) {
    for (const value of new Set(valuesOf[facet](job))) {
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value))
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
