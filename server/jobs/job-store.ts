import type { Gap, Job, JobWithHistory, MirroredJob } from './job.ts'
import type { JobFilter, JobSort } from './job-filter.ts'
import type { JobScope } from './job-scope.ts'

/** Jobs that one reply stated. Moments in epoch milliseconds. */
export type Observation = {
  readonly connection: string
  readonly sentAtMs: number
  readonly receivedAtMs: number
  readonly jobs: readonly Job[]
  /** See `SourcePage`. Absent: the rows' own texts are not known. */
  readonly texts?: ReadonlyMap<string, string>
  readonly requestId?: string | null
}

/** A job's row as a reply had it. */
export type ReceivedRow = {
  /** JSON, as `SourcePage` gives it. */
  readonly text: string
  /** When the first of the replies came that all had it so. */
  readonly at: string
  /** Of that reply. */
  readonly requestId: string | null
}

/**
 * Why a walk cannot tell a job that is gone from one that it did not show: a row could not be read,
 * the list shrank on the way, fewer rows came than the upstream says there are, it did not say how
 * many there are, or the wall clock was set back behind the walk's start.
 */
export type UnsettledBy = 'unreadable' | 'shrunk' | 'short' | 'uncounted' | 'clock'

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
  /** Rows that could not be read; absent where an older Waybill began the walk. */
  readonly unreadable?: number
  /** `false`: that a job was not on such a walk proves nothing, for the reason in `unsettledBy`. */
  readonly isSettled: boolean
  /** Absent where the walk is settled, or an older Waybill found that it was not. */
  readonly unsettledBy?: UnsettledBy
}

export type FinishedSweep = Sweep & {
  readonly finishedAt: string
  /** Walks in a row up to this one, itself counted, that were not settled; absent: none. */
  readonly unsettledInARow?: number
}

/** How far the sync of one connection has come: what the next process goes on from. */
export type SyncRecord = {
  /** The walk under way. */
  readonly current: Sweep | null
  /** The last walk that reached the end of the list; `null`: none did, the mirror is not whole. */
  readonly last: FinishedSweep | null
  /** The head of the list and the active jobs are at least as new as this; `null`: not yet known. */
  readonly asOf: string | null
}

/**
 * `returned`: jobs that were missing and are listed again; they count as changed too. `undecided`:
 * rows left as they were, because a look under way at the same time said otherwise.
 */
export type Applied = {
  readonly added: number
  readonly changed: number
  readonly returned: number
  readonly undecided: number
}

/** `changed`: any of its fields, or back after it was missing. `missing`: it is missing from now on. */
export type JobChange = {
  readonly connection: string
  readonly jobId: string
  readonly kind: 'added' | 'changed' | 'missing'
}

/** What one commit changed. A reply that only confirmed what was known is none. */
export type MirrorEvent = {
  /** Where it stands in the log: names the mirror, too, so that no other mirror's passes for it. */
  readonly id: string
  readonly changes: readonly JobChange[]
}

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
  'connection',
] as const
export type FacetName = (typeof facetNames)[number]

/** Counts per value, the largest first, each with the *other* filters applied. */
export type Facets = { readonly [name in FacetName]: readonly FacetValue[] }

/**
 * What somebody may see of the mirror: whatever is read through it, counts and events too, is as if
 * there were no other jobs.
 */
export type JobView = {
  /** Throws `invalid-request` for a token that is not ours or belongs to another filter or sort. */
  listJobs(query: JobListQuery): Promise<JobPage>
  /**
   * `null`: the mirror does not know it. Of several connections' jobs with one id that of the given
   * one, else the newest.
   */
  findJob(jobId: string, connection?: string): Promise<JobWithHistory | null>
  /** Which connections have a job of that id, missing or not, by name. */
  connectionsOf(jobId: string): Promise<readonly string[]>
  /** The job's last row as it came; `null`: not known, as of a job that was last seen by an older Waybill. */
  findReceived(job: {
    readonly connection: string
    readonly jobId: string
  }): Promise<ReceivedRow | null>
  countFacets(filter: JobFilter): Promise<Facets>
  /** Missing jobs are not counted. */
  countJobs(connection: string): Promise<number>
  /**
   * Calls back after each commit that changed jobs, in order; gives what ends that. A job that comes
   * into the scope is told of as added, one that leaves it once more, as changed.
   */
  onEvent(listener: (event: MirrorEvent) => void): () => void
  /** The newest event's place in the log, also where there is none yet. */
  lastEventId(): Promise<string>
  /**
   * What came after the event of that id, oldest first. `null`: the id is not of this mirror, or so
   * old or so long ago that reading everything anew is cheaper. For an id of the last `replayedMs`
   * that depends on what came within the scope alone.
   */
  readEvents(afterId: string): Promise<readonly MirrorEvent[] | null>
}

/** How far back who sees a part is told what they missed, however much happens beyond. */
export const replayedMs = 5 * 60_000

/** The mirror of all jobs and the history of their statuses; by itself it shows everything. */
export type JobStore = JobView & {
  /** The same mirror for one who may see no more than this. */
  within(scope: JobScope): JobView
  /**
   * Takes in one reply, whole or not at all: rows, transitions and, where given, how far the sync
   * has come. A row that a later call already confirmed is left as it is, and so is one that two
   * calls under way at the same time disagree on: the next look decides.
   */
  applyPage(observation: Observation, record?: SyncRecord): Promise<Applied>
  /**
   * A settled walk has reached the end of the list: every job that nothing confirmed since it began
   * was not on it. Each walk is told of once.
   */
  noteAbsences(connection: string, walk: FinishedSweep): Promise<void>
  /**
   * Jobs that two settled walks in a row or more did not list, not missing yet: to be asked for by
   * id. The longest unconfirmed first, at most `limit`.
   */
  doubtfulJobIds(connection: string, limit: number): Promise<readonly string[]>
  /**
   * A look by id, sent at `sentAtMs`, found nothing. If two walks did not list the job either and
   * nothing confirmed it since, it is missing from now on (`true`); else nothing happens (`false`).
   */
  confirmAbsence(connection: string, jobId: string, sentAtMs: number): Promise<boolean>
  /**
   * Keeps a time in which nobody looked, together with how far the sync has come: else a crash in
   * between would have the same time recorded again. The same gap twice is one.
   */
  recordGap(connection: string, gap: Gap, record?: SyncRecord): Promise<void>
  /** Jobs that the mirror holds for initializing or running, but for missing ones. */
  activeJobIds(connection: string): Promise<readonly string[]>
  /** Changes of status that were recorded, first looks not counted. */
  countTransitions(connection: string): Promise<number>
  /** When its first job was first seen; `null`: none was. */
  observingSince(connection: string): Promise<string | null>
  readSync(connection: string): Promise<SyncRecord>
  /**
   * The record's `asOf`; where the mirror was lost, that of the lost one or at most a few seconds
   * less. `null`: there was none yet.
   */
  lastSettledAt(connection: string): Promise<string | null>
  close(): Promise<void>
}
