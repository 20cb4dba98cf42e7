import type { JobSort } from '../../server/jobs/job-filter.ts'
import type { MirroredJob } from '../api/client.ts'
import { knownStatusList } from './status-counts.ts'

/** Whether the server lists the first after the second: ties by id, unknown values last both ways. */
export function isListedAfter(job: MirroredJob, other: MirroredJob, sort: JobSort): boolean {
  const [value, otherValue] = [sortValue(job, sort.by), sortValue(other, sort.by)]
  if ((value === null) !== (otherValue === null)) return value === null
  const order =
    compare(value ?? 0, otherValue ?? 0) ||
    compare(job.jobId, other.jobId) ||
    compare(job.connection, other.connection)
  return sort.descending ? order < 0 : order > 0
}

/** Moments are texts that sort as they follow each other. */
function sortValue(job: MirroredJob, by: JobSort['by']): string | number | null {
  if (by === 'createdAt') return job.createdAt
  if (by === 'deviceCount') return job.deviceCount
  if (by === 'statusSince') return job.statusSince.before
  const order = (knownStatusList as readonly string[]).indexOf(job.status)
  return order < 0 ? knownStatusList.length : order
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
