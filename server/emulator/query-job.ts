import { ServiceError } from './gateway-error.ts'
import type { WorldJob } from './job-rows.ts'
import { type Operation, requiredText, type Surroundings } from './operation.ts'

/** One job; the real answer has neither names nor regions. */
export const queryJob: Operation = {
  limit: () => 10,
  answer(call, surroundings) {
    const job = findJob(requiredText(call, 'JobId'), surroundings)
    return {
      Data: {
        GmtCreate: job.createdAt,
        JobId: job.jobId,
        ProductKey: job.productKey,
        SourceInstanceId: job.source.id,
        SourceUid: job.sourceUid,
        Status: job.status,
        Strategy: job.strategy,
        TargetUid: job.targetUid,
        Total: job.deviceCount,
        TargetInstanceConfigs: {
          targetInstanceConfigs: job.targets.map(({ id }) => ({ TargetInstanceId: id })),
        },
      },
    }
  },
}

/** A link to the result file; none while the job is unfinished. */
export const queryDetail: Operation = {
  limit: () => 5,
  answer(call, surroundings) {
    const job = findJob(requiredText(call, 'JobId'), surroundings)
    const isFinal = job.status !== 0 && job.status !== 1
    const origin = `http://${call.headers.host ?? 'localhost'}`
    return isFinal ? { File: surroundings.files.link(origin, job.jobId) } : {}
  },
}

/** The code for an unknown job is our choice: no document names it. */
function findJob(jobId: string, { world }: Surroundings): WorldJob {
  const job = world.find(jobId)
  if (!job) throw new ServiceError('iot.system.IllegalRequest', 'The job does not exist.')
  return job
}
