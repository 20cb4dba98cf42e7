/** The four statuses that the API documents, in their order (0 to 3). */
export const knownStatuses = ['initializing', 'running', 'completed', 'interrupted'] as const
export const knownStrategies = ['specified-region', 'nearest-region'] as const

/**
 * `completed` means that the job ran to its end, not that every device was distributed.
 * A value that no document knows is kept as it came: `unknown-7`, `unknown-` where it was missing.
 */
export type JobStatus = (typeof knownStatuses)[number] | `unknown-${string}`
export type Strategy = (typeof knownStrategies)[number] | `unknown-${string}`

/** An IoT instance. A name or region that the reply left out is `''`. */
export type Instance = { readonly id: string; readonly name: string; readonly region: string }

/** A device distribution job as the upstream states it. Texts it left out are `''`. */
export type Job = {
  readonly jobId: string
  readonly productKey: string
  readonly status: JobStatus
  readonly strategy: Strategy
  readonly source: Instance
  /** Account ids are digits beyond 2^53 at times: text always. */
  readonly sourceUid: string
  readonly targets: readonly Instance[]
  readonly targetUid: string
  readonly deviceCount: number | null
  /** ISO 8601 in UTC with milliseconds, as every moment here. */
  readonly createdAt: string | null
}

/**
 * When a status began, as honestly as two looks can tell: after `after` (the last look that
 * still showed another one, or another job of this id; `null`: we never saw another) and not later
 * than `before`.
 */
export type StatusSince = { readonly after: string | null; readonly before: string }

/** A job and what we observed of it. */
export type MirroredJob = Job & {
  readonly connection: string
  readonly firstSeenAt: string
  /** The upstream stated all of this in reply to a call sent at this moment. */
  readonly confirmedAt: string
  readonly statusSince: StatusSince
  /**
   * `null` while the upstream lists it. Else the end of the first of at least two settled walks
   * that did not list it; a look by id found nothing either.
   */
  readonly missingSince: string | null
}

/**
 * One observed change of status. `from: null` is a first look: at the job or, with an `after`, at
 * another one that has its id now (or what it was before is lost).
 */
export type Transition = {
  readonly from: JobStatus | null
  readonly to: JobStatus
  readonly after: string | null
  readonly before: string
}

/** A time in which nobody looked, from the last settled look before it to the first one after. */
export type Gap = { readonly after: string; readonly before: string }

export type JobWithHistory = {
  readonly job: MirroredJob
  /** Oldest first; begins with the first look. */
  readonly transitions: readonly Transition[]
  /**
   * Gaps of its connection between the first look and the last one that can have told anything:
   * the one that saw its end, or the newest while it has not ended. Oldest first.
   */
  readonly gaps: readonly Gap[]
}
