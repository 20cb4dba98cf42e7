import type { MirroredJob } from '../jobs/job.ts'
import { type JobFilter, readMoment, writeJobFilter, writeSort } from '../jobs/job-filter.ts'
import type { ConnectionSync } from '../sync/sync-status.ts'
import type { AccountChoice, ExportQuery } from './export-query.ts'
import { maskUid } from './mask-uid.ts'

/** What a file says of itself: what it holds, of when, and how much of that there is. */
export type ExportScope = {
  /** The rows are at least as new as this; `null`: nothing was read yet. */
  readonly asOf: string | null
  readonly exportedAt: string
  /** Its times are absolute: "7 days ago" means nothing to who finds the file a month later. */
  readonly filter: JobFilter
  /** As a query writes it: `-createdAt`. */
  readonly sort: string
  /** Jobs that matched when the file was begun. */
  readonly jobCount: number
  /** `partial`: the first walk over the list is under way, there are jobs that nobody has read. */
  readonly coverage: 'whole' | 'partial'
  readonly accounts: AccountChoice
}

/** The same filter at the given moment, for ever. */
export function fixTimes(filter: JobFilter, nowMs: number): JobFilter {
  return {
    ...filter,
    ...fixed('createdFrom', filter, nowMs),
    ...fixed('createdTo', filter, nowMs),
  }
}

function fixed(name: 'createdFrom' | 'createdTo', filter: JobFilter, nowMs: number) {
  const text = filter[name]
  const ms = text === undefined ? null : readMoment(text, nowMs)
  return ms === null ? {} : { [name]: new Date(ms).toISOString() }
}

type ScopeParts = {
  readonly query: ExportQuery
  readonly jobCount: number
  readonly asOf: string | null
  readonly statuses: readonly ConnectionSync[]
  readonly nowMs: number
}

/** `query`: with fixed times. */
export function toScope({ query, jobCount, asOf, statuses, nowMs }: ScopeParts): ExportScope {
  const { filter, sort, accounts } = query
  const those = statuses.filter(({ connection }) => filter.connection?.includes(connection) ?? true)
  const isWhole = those.length > 0 && those.every(({ lastSweep }) => lastSweep !== null)
  const { targetUid } = filter
  const mask = uidMask(accounts)
  return {
    asOf,
    exportedAt: new Date(nowMs).toISOString(),
    filter: targetUid ? { ...filter, targetUid: targetUid.map(mask) } : filter,
    sort: writeSort(sort),
    jobCount,
    coverage: isWhole ? 'whole' : 'partial',
    accounts,
  }
}

/** Beyond this, proxies with small buffers would refuse the whole reply. */
const longestFilter = 1024

/** The scope in the reply's head: a CSV has no other place for it. Absent: not known, or too long. */
export function scopeHeaders(scope: ExportScope): Record<string, string> {
  const { asOf, jobCount, coverage, accounts } = scope
  const filter = new URLSearchParams(writeJobFilter(scope.filter)).toString()
  return {
    ...(asOf === null ? {} : { 'x-waybill-as-of': asOf }),
    'x-waybill-job-count': String(jobCount),
    ...(filter.length > longestFilter ? {} : { 'x-waybill-filter': filter }),
    'x-waybill-sort': scope.sort,
    'x-waybill-coverage': coverage,
    'x-waybill-accounts': accounts,
  }
}

/** `waybill-jobs-2026-11-25T10-02-05Z.csv`: of the data's moment, in letters that any disk takes. */
export function fileName({ asOf, exportedAt }: ExportScope, extension: string): string {
  const moment = (asOf ?? exportedAt).replace(/\.\d+/, '').replaceAll(':', '-')
  return `waybill-jobs-${moment}.${extension}`
}

export function withAccounts(job: MirroredJob, accounts: AccountChoice): MirroredJob {
  const mask = uidMask(accounts)
  return { ...job, sourceUid: mask(job.sourceUid), targetUid: mask(job.targetUid) }
}

/** A file's mask is plain ASCII. */
function uidMask(accounts: AccountChoice): (uid: string) => string {
  return accounts === 'full' ? (uid) => uid : (uid) => maskUid(uid, '***')
}
