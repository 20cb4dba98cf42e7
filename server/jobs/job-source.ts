import type { Job, JobStatus } from './job.ts'
import type { SourceFacts } from './source-facts.ts'

/** Who waits for a call, the most urgent first. */
export const callPurposes = ['person', 'active', 'head', 'sweep'] as const
export type CallPurpose = (typeof callPurposes)[number]

/** What the upstream itself can filter by, of what we use. */
export type SourceQuery = {
  readonly status?: JobStatus
  readonly jobId?: string
  readonly productKey?: string
  readonly targetUid?: string
}

/** A page by its token or, as far as `Reach` says, by its number from 1. */
export type SourcePlace = {
  readonly size: number
  readonly nextToken?: string | undefined
  readonly number?: number | undefined
}

/** How far a list can be read. */
export type Reach = {
  /** Rows of the largest page. */
  readonly pageSize: number
  /** Pages of that size that can be asked for by number; beyond them a token leads on. */
  readonly numberedPages: number
}

/** By number up to an offset of 10,000 rows. */
export const upstreamReach: Reach = { pageSize: 200, numberedPages: 51 }

export type SourceCall = {
  readonly purpose: CallPurpose
  readonly signal?: AbortSignal
  /** Which page of a walk is asked for, from 1: for those who look at the calls. */
  readonly page?: number
}

/** One page as the upstream answered it. */
export type SourcePage = {
  readonly jobs: readonly Job[]
  /** `null`: last page. */
  readonly nextToken: string | null
  /** Jobs that match the query in all, as the upstream says; `null` where it did not. */
  readonly jobCount: number | null
  /** Rows that could not be read and were left out. */
  readonly unreadable: number
  /** The reply states what was true at some moment between these two (epoch milliseconds). */
  readonly sentAtMs: number
  readonly receivedAtMs: number
  readonly requestId: string | null
  /** The jobs' rows as the reply had them, by job id: JSON, every digit of it. Absent: not kept. */
  readonly texts?: ReadonlyMap<string, string>
}

/**
 * `alone`: no sign of other callers within the last hour. `shared`: throttled within the hour, or
 * the upstream's own figures show others. `contended`: throttled for 30 s without a break, down to
 * one call in 5 s.
 */
export type QuotaSharing = 'alone' | 'shared' | 'contended'

export type QuotaUse = {
  readonly slots: number
  /** Calls a second that we allow ourselves now, beside the slots. `null`: the slots alone limit. */
  readonly ceiling: number | null
  /** Mean over the last 10 s. */
  readonly callsPerSecond: number
  readonly calls: number
  readonly throttled: number
  readonly throttledAt: string | null
  readonly pausedUntil: string | null
  readonly sharing: QuotaSharing
  /** Calls a second by others, where the upstream's replies tell; `null`: they do not. */
  readonly othersPerSecond: number | null
}

/**
 * Where the file with the outcome of each device of a job lies. Whoever has the link has the file:
 * it is for the person who asked, and for no log, store or list.
 */
export type ResultLink = { readonly url: string; readonly validUntil: string }

/** Where jobs come from: one account's jobs behind one quota. Every call costs one upstream call. */
export type JobSource = {
  /**
   * One page of at most `size` (1 to 200) jobs. Throws `AppError` with any of the upstream codes;
   * `token-refused` when `nextToken` is no longer good.
   */
  listJobs(query: SourceQuery, page: SourcePlace, call: SourceCall): Promise<SourcePage>
  /**
   * A fresh link to the result file of one job; `null`: there is none, as while the job runs.
   * Throws as `listJobs` does. The upstream counts these calls apart from the others.
   */
  findResult(jobId: string, call: SourceCall): Promise<ResultLink | null>
  /** Of the list's calls. */
  quotaUse(): QuotaUse
  facts(): SourceFacts
}
