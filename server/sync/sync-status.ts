import type { ErrorCode } from '../errors.ts'
import type { QuotaUse } from '../jobs/job-source.ts'
import type { FinishedSweep, Sweep } from '../jobs/job-store.ts'
import type { SourceFacts } from '../jobs/source-facts.ts'

/**
 * `connecting`: no answer yet since the start. `live`: active jobs were looked at within 10 s,
 * while the first walk comes on within 35 s. `slow`: throttled. `stale`: no good answer, or the disk takes nothing in. `needs-you`: it will
 * not mend itself (credentials, permission, instance, clock).
 */
export type SyncState = 'connecting' | 'live' | 'slow' | 'stale' | 'needs-you'

export type SyncProblem = {
  readonly code: ErrorCode
  readonly message: string
  readonly upstreamCode: string | null
  readonly requestId: string | null
  /** When the first of the unbroken row of failures came back. */
  readonly since: string
  readonly lastAt: string
  readonly nextTryAt: string | null
}

/** A walk as a person sees it: the upstream's token stays here. */
export type SweepProgress = Omit<
  Sweep,
  'nextToken' | 'parts' | 'isCovered' | 'pages' | 'jobsRead'
> & {
  /** `null`, and `jobCount` then, too: not told, as the person sees a part of the jobs alone. */
  readonly pages: number | null
  readonly jobsRead: number | null
}

/** What a person may know of one connection's sync. Moments are ISO texts. */
export type ConnectionSync = {
  readonly connection: string
  readonly region: string
  readonly endpoint: string
  readonly iotInstanceId: string | null
  readonly state: SyncState
  /** The mirror's head and active jobs are at least as new as this; `null`: nothing read yet. */
  readonly asOf: string | null
  /** Without missing jobs. */
  readonly jobsKnown: number
  /** The walk under way; `null` between walks. */
  readonly sweep: SweepProgress | null
  /**
   * `null`: no walk has reached the end, the mirror is not whole. `unsettledInARow`: so many walks
   * proved no job's absence, the last one because of `unsettledBy`.
   */
  readonly lastSweep: (SweepProgress & Omit<FinishedSweep, keyof Sweep>) | null
  /** When the next walk begins; `null` while one is under way or about to begin. */
  readonly nextSweepAt: string | null
  readonly quota: QuotaUse
  readonly problem: SyncProblem | null
}

/** What a person may know of one connection besides its sync. */
export type ConnectionFacts = SourceFacts &
  Pick<
    ConnectionSync,
    'connection' | 'region' | 'endpoint' | 'iotInstanceId' | 'jobsKnown' | 'quota'
  >
