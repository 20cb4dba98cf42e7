import type { Job, JobWithHistory, MirroredJob } from './job.ts'
import type { JobFilter, JobSort } from './job-filter.ts'

/** Jobs that one reply stated. Moments in epoch milliseconds. */
export type Observation = {
  readonly connection: string
  readonly sentAtMs: number
  readonly receivedAtMs: number
  readonly jobs: readonly Job[]
}

/** A walk over the whole list, as far as it has come. */
export type Sweep = {
  readonly startedAt: string
  /** Where to go on; `null` before the first page and after the last. */
  readonly nextToken: string | null
  readonly pages: number
  /** Distinct jobs are not counted: a page may repeat some. */
  readonly jobsRead: number
  /** What the upstream said the list holds; `null` before it said so. */
  readonly jobCount: number | null
  readonly restarts: number
}

/** How far the sync of one connection has come: what the next process goes on from. */
export type SyncRecord = {
  /** The walk under way. */
  readonly current: Sweep | null
  /** The last walk that reached the end of the list; `null`: none did, the mirror is not whole. */
  readonly last: (Sweep & { readonly finishedAt: string }) | null
  /** The head of the list and the active jobs are at least as new as this; `null`: not yet known. */
  readonly asOf: string | null
}

export type Applied = { readonly added: number; readonly changed: number }

export type JobListQuery = {
  readonly filter: JobFilter
  readonly sort: JobSort
  /** 1 to 200. */
  readonly pageSize: number
  readonly nextToken?: string | undefined
}

export type JobPage = {
  readonly jobs: readonly MirroredJob[]
  /** `null`: last page. Good as long as the mirror is; new jobs neither repeat nor skip a row. */
  readonly nextToken: string | null
  readonly jobCount: number
}

export type FacetValue = {
  readonly value: string
  /** An instance's name; `''` where there is none. */
  readonly name: string
  readonly count: number
}

export const facetNames = [
  'status',
  'productKey',
  'strategy',
  'sourceInstance',
  'targetInstance',
  'sourceRegion',
  'targetRegion',
  'targetUid',
] as const
export type FacetName = (typeof facetNames)[number]

/** Counts per value, the largest first, each with the *other* filters applied. */
export type Facets = { readonly [name in FacetName]: readonly FacetValue[] }

/** The mirror of all jobs and the history of their statuses. */
export type JobStore = {
  /**
   * Takes in one reply, whole or not at all: rows, transitions and, where given, how far the sync
   * has come. A row that a later call already confirmed is left as it is.
   */
  applyPage(observation: Observation, record?: SyncRecord): Promise<Applied>
  /** Throws `invalid-request` for a token that is not ours or belongs to another filter or sort. */
  listJobs(query: JobListQuery): Promise<JobPage>
  /** `null`: the mirror does not know it. Of several connections' jobs with one id, the newest. */
  findJob(jobId: string): Promise<JobWithHistory | null>
  countFacets(filter: JobFilter): Promise<Facets>
  /** Jobs that the mirror holds for initializing or running. */
  activeJobIds(connection: string): Promise<readonly string[]>
  countJobs(connection: string): Promise<number>
  readSync(connection: string): Promise<SyncRecord>
  close(): Promise<void>
}
