import { AppError } from '../errors.ts'
import { type JobStatus, knownStatuses } from '../jobs/job.ts'
import type { JobSource } from '../jobs/job-source.ts'
import { type CallParts, callAction } from './call-action.ts'
import { unusable } from './refusal.ts'
import { toJobRows } from './wire-jobs.ts'

/** See `JobSource`. */
export function createListJobs(parts: CallParts): JobSource['listJobs'] {
  return async (query, { size, nextToken, number }, call) => {
    const form: Record<string, string> = {}
    const parameters: Record<string, string> = { PageSize: String(size) }
    if (nextToken !== undefined) parameters['NextToken'] = nextToken
    else if (number !== undefined) parameters['CurrentPage'] = String(number)
    if (query.productKey !== undefined) parameters['ProductKey'] = query.productKey
    if (query.targetUid !== undefined) parameters['TargetUid'] = query.targetUid
    if (query.status !== undefined) parameters['Status'] = toStatusNumber(query.status)
    // As the official SDK does: this one parameter goes into the body.
    if (query.jobId !== undefined) form['JobId'] = query.jobId
    const operation = { action: 'ListDeviceDistributeJob', query: parameters, form }
    return callAction(parts, operation, call, ({ data, requestId, sentAtMs, receivedAtMs }) => {
      // How a stale token is refused is not documented; for offsets beyond 10,000 without a token,
      // the document says that there is no data. Starting over costs little, so assume the token.
      if (nextToken !== undefined && (data === undefined || data === null || data === '')) {
        throw unusable('token-refused', 'The API answered a token with no data.', requestId)
      }
      const rows = toJobRows(data, requestId)
      // A look-up decides whether a job is gone, so its answer must be about that job.
      if (query.jobId !== undefined && rows.jobs.some(({ jobId }) => jobId !== query.jobId)) {
        throw unusable('unreadable-reply', 'The answer is about other jobs than asked.', requestId)
      }
      const page = { ...rows, requestId, sentAtMs, receivedAtMs }
      return { value: page, jobs: rows.jobs.length }
    })
  }
}

function toStatusNumber(status: JobStatus): string {
  const known = (knownStatuses as readonly string[]).indexOf(status)
  const number = known >= 0 ? String(known) : status.slice('unknown-'.length)
  if (number !== '') return number
  throw new AppError('request-refused', 'The API cannot look for jobs that have no status.')
}
