import type { Instance, Job, JobStatus, MirroredJob, Strategy, Transition } from '../jobs/job.ts'
import { knownStatuses } from '../jobs/job.ts'
import type { ScopeFacts } from '../jobs/job-scope.ts'

/** What the upstream states of a job, in columns. */
type JobContent = {
  readonly product_key: string
  readonly status: JobStatus
  readonly status_order: number
  readonly active: number
  readonly strategy: Strategy
  readonly source_id: string
  readonly source_name: string
  readonly source_region: string
  readonly source_uid: string
  readonly targets: string
  readonly target_uid: string
  readonly device_count: number | null
  readonly created_at: number | null
}

/** A row of `jobs`: moments in epoch milliseconds. */
export type JobRow = JobContent & {
  readonly id: number
  readonly connection: string
  readonly job_id: string
  readonly first_seen_at: number
  /** When the look that confirmed it was sent, and when its answer came. */
  readonly confirmed_at: number
  readonly answered_at: number
  /** The status before this one; `null`: the first look showed this one, or it is forgotten. */
  readonly since_from: JobStatus | null
  readonly since_after: number | null
  readonly since_before: number
  /** When the look was sent that came at `since_before`. */
  readonly since_sent_at: number
  readonly missing_since: number | null
  /** How many settled walks in a row did not list it, and when the first of them ended. */
  readonly absent_walks: number
  readonly absent_since: number | null
}

export type FirstLookRow = { readonly status: JobStatus; readonly seen_at: number }

export type TransitionRow = {
  readonly from_status: JobStatus | null
  readonly to_status: JobStatus
  readonly after_at: number
  readonly before_at: number
}

export function toContent(job: Job): JobContent {
  const order = (knownStatuses as readonly string[]).indexOf(job.status)
  return {
    product_key: job.productKey,
    status: job.status,
    status_order: order < 0 ? knownStatuses.length : order,
    active: job.status === 'initializing' || job.status === 'running' ? 1 : 0,
    strategy: job.strategy,
    source_id: job.source.id,
    source_name: job.source.name,
    source_region: job.source.region,
    source_uid: job.sourceUid,
    targets: JSON.stringify(job.targets.map(({ id, name, region }) => ({ id, name, region }))),
    target_uid: job.targetUid,
    device_count: job.deviceCount,
    created_at: job.createdAt === null ? null : Date.parse(job.createdAt),
  }
}

export function toMirroredJob(row: JobRow): MirroredJob {
  return {
    jobId: row.job_id,
    productKey: row.product_key,
    status: row.status,
    strategy: row.strategy,
    source: { id: row.source_id, name: row.source_name, region: row.source_region },
    sourceUid: row.source_uid,
    targets: JSON.parse(row.targets) as Instance[],
    targetUid: row.target_uid,
    deviceCount: row.device_count,
    createdAt: toMomentOrNull(row.created_at),
    connection: row.connection,
    firstSeenAt: toMomentOfLook(row.first_seen_at),
    confirmedAt: toMomentOfLook(row.confirmed_at),
    statusSince: {
      after: toMomentOrNull(row.since_after),
      before: toMomentOfLook(row.since_before),
    },
    missingSince: toMomentOrNull(row.missing_since),
  }
}

export function toScopeFacts(
  row: Pick<JobContent, 'product_key' | 'source_uid' | 'target_uid'>,
): ScopeFacts {
  return { productKey: row.product_key, sourceUid: row.source_uid, targetUid: row.target_uid }
}

export function toTransitions(
  first: FirstLookRow,
  changes: readonly TransitionRow[],
): Transition[] {
  return [
    { from: null, to: first.status, after: null, before: toMoment(first.seen_at) },
    ...changes.map((change) => ({
      from: change.from_status,
      to: change.to_status,
      after: toMoment(change.after_at),
      before: toMoment(change.before_at),
    })),
  ]
}

export function toMoment(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

const momentsOfLooks = new Map<number, string>()
const mostMomentsKept = 128

/** One look showed up to 200 rows, and rows that are read together were often seen together. */
function toMomentOfLook(epochMs: number): string {
  const known = momentsOfLooks.get(epochMs)
  if (known !== undefined) return known
  if (momentsOfLooks.size >= mostMomentsKept) momentsOfLooks.clear()
  const moment = toMoment(epochMs)
  momentsOfLooks.set(epochMs, moment)
  return moment
}

function toMomentOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : toMoment(epochMs)
}
