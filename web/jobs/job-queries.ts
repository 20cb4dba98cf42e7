import { queryOptions } from '@tanstack/react-query'
import type { ApiClient, JobWithHistory, ResultLink } from '../api/client.ts'
import { type ApiError, isPassing, readReply } from '../api/read-reply.ts'
import type { JobRef } from './job-ref.ts'

export type CheckedJob = JobWithHistory & { readonly isListed: boolean }

/** What the detail reads. Hidden tabs do not ask; they catch up when they are looked at. */
export function jobQueries(api: ApiClient) {
  return {
    /** `intervalMs`: of asking again while all is well; `false`: not at all. */
    one: (job: JobRef, intervalMs: number | false) =>
      queryOptions<JobWithHistory, ApiError>({
        queryKey: ['jobs', 'one', job.jobId, job.connection],
        queryFn: ({ signal }) =>
          readReply(api.jobs[':jobId'].$get(naming(job), { init: { signal } })),
        // The interval is the retry, where one helps: a job that nobody knows costs a call upstream.
        retry: false,
        refetchInterval: ({ state: { data, error } }) => {
          if (error?.code === 'not-found' || intervalMs === false) return false
          if (data) return intervalMs
          return error && !isPassing(error) ? false : 5000
        },
      }),
    /** The row as it was received. `confirmedAt`: of the look that the page knows of. */
    received: (job: JobRef, confirmedAt: string) =>
      queryOptions({
        queryKey: ['jobs', 'received', job.jobId, job.connection, confirmedAt],
        queryFn: ({ signal }) =>
          readReply(api.jobs[':jobId'].received.$get(naming(job), { init: { signal } })),
        placeholderData: (before, query) =>
          query?.queryKey[2] === job.jobId && query.queryKey[3] === job.connection
            ? before
            : undefined,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
      }),
    /** A link that works for ten minutes; asks Alibaba Cloud: one call. */
    result: (job: JobRef): Promise<ResultLink> =>
      readReply(api.jobs[':jobId'].result.$get(naming(job))),
    /** Asks Alibaba Cloud, through our server: one call. `isListed` false: it knows no such job now. */
    check: (job: JobRef): Promise<CheckedJob> =>
      readReply(api.jobs[':jobId'].check.$post(naming(job))),
  }
}

function naming({ jobId, connection }: JobRef) {
  const query = connection === null ? {} : { connection }
  return { param: { jobId: encodeURIComponent(jobId) }, query }
}
