import type { Call } from './call.ts'
import type { FaultOf } from './faults.ts'
import { pageParamsRefused } from './gateway-error.ts'
import type { WorldJob } from './job-rows.ts'
import {
  checkedPage,
  integerParam,
  type Operation,
  pageSizeParam,
  type Surroundings,
  textParam,
} from './operation.ts'
import { textLot } from './random.ts'
import { reorderedPage } from './reorder.ts'
import type { WorldFilter, WorldPage } from './world.ts'

/** Beyond this offset only a token reads on. */
const offsetLimit = 10_000
const action = 'ListDeviceDistributeJob'

/** The list in the order of our choice, newest first, since no document names one. */
export const listJobs: Operation = {
  limit: () => 5,
  answer(call, surroundings) {
    const filter: WorldFilter = readFilter(call)
    const size = pageSizeParam(call)
    const page = readPage(call, filter, size, surroundings)
    const { jobs, hasMore } = page
    const last = jobs.at(-1)
    const token = hasMore && last ? surroundings.tokens.issue(filter, last) : ''
    const unknown = surroundings.faults.fires('unknown-status', action)
    return {
      Data: {
        NextToken: repeatedToken(call, surroundings) ?? token,
        Total: toldTotal(page, size, surroundings),
        JobInfo: { items: shownJobs(jobs, filter, unknown).map(toItem) },
      },
    }
  },
}

function readFilter(call: Call): WorldFilter {
  const status = integerParam(call, 'Status')
  const targetUid = textParam(call, 'TargetUid')
  const productKey = textParam(call, 'ProductKey')
  const jobId = textParam(call, 'JobId')
  return {
    ...(status !== undefined && { status }),
    ...(targetUid !== undefined && { targetUid }),
    ...(productKey !== undefined && { productKey }),
    ...(jobId !== undefined && { jobId }),
  }
}

function readPage(
  call: Call,
  filter: WorldFilter,
  size: number,
  { world, tokens, faults }: Surroundings,
): WorldPage {
  const currentPage = integerParam(call, 'CurrentPage') ?? 1
  const reorder = faults.fires('reorder', action)
  const token = textParam(call, 'NextToken')
  if (token !== undefined) {
    const key = tokens.read(token, filter)
    if (!key || faults.fires('next-token-expired', action)) {
      throw pageParamsRefused('NextToken is invalid or has expired.')
    }
    return reorder
      ? reorderedPage(world, filter, key, size, reorder.shuffled ?? false)
      : world.pageAfter(filter, key, size)
  }
  const offset = size * (checkedPage(currentPage) - 1)
  if (offset > offsetLimit) {
    throw pageParamsRefused(`NextToken is required when the offset exceeds ${offsetLimit}.`)
  }
  return reorder
    ? reorderedPage(world, filter, offset, size, reorder.shuffled ?? false)
    : world.pageAt(filter, offset, size)
}

function toldTotal({ total, before }: WorldPage, size: number, { faults }: Surroundings): number {
  const shrink = faults.fires('shrink', action)
  const fewer = shrink ? Math.ceil(before / size) * (shrink.by ?? 1) : 0
  const factor = faults.fires('wrong-total', action)?.factor ?? 1
  return Math.max(0, Math.round(total * factor) - fewer)
}

function repeatedToken(call: Call, { faults }: Surroundings): string | undefined {
  const token = textParam(call, 'NextToken')
  return token !== undefined && faults.fires('repeat-token', action) ? token : undefined
}

/** Under the fault some jobs report a status of their own; a filter by status then loses them. */
function shownJobs(
  jobs: readonly WorldJob[],
  filter: WorldFilter,
  unknown: FaultOf<'unknown-status'> | undefined,
): readonly WorldJob[] {
  if (!unknown) return jobs
  const { status = 7, share = 0.2 } = unknown
  return jobs
    .map((job) => (textLot(job.jobId) < share ? { ...job, status } : job))
    .filter((job) => filter.status === undefined || job.status === filter.status)
}

function toItem(job: WorldJob) {
  return {
    Status: job.status,
    SourceInstanceName: job.source.name,
    GmtCreate: job.createdAt,
    SourceUid: job.sourceUid,
    Total: job.deviceCount,
    Strategy: job.strategy,
    TargetUid: job.targetUid,
    SourceRegion: job.source.region,
    SourceInstanceId: job.source.id,
    ProductKey: job.productKey,
    JobId: job.jobId,
    TargetInstanceConfigs: {
      targetInstanceConfigs: job.targets.map(({ id, name, region }) => ({
        TargetRegion: region,
        TargetInstanceName: name,
        TargetInstanceId: id,
      })),
    },
  }
}
