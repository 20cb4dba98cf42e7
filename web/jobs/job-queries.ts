import { queryOptions } from '@tanstack/react-query'
import type { ApiClient, JobWithHistory } from '../api/client.ts'
import { type ApiError, isPassing, readReply } from '../api/read-reply.ts'

export type CheckedJob = JobWithHistory & { readonly isListed: boolean }

/** What the detail reads. Hidden tabs do not ask; they catch up when they are looked at. */
export function jobQueries(api: ApiClient) {
  return {
    /** `intervalMs`: of asking again while all is well; `false`: not at all. */
    one: (jobId: string, intervalMs: number | false) =>
      queryOptions<JobWithHistory, ApiError>({
        queryKey: ['jobs', 'one', jobId],
        queryFn: ({ signal }) =>
          readReply(
            api.jobs[':jobId'].$get(
              { param: { jobId: encodeURIComponent(jobId) } },
              { init: { signal } },
            ),
          ),
        // The interval is the retry, where one helps: a job that nobody knows costs a call upstream.
        retry: false,
        refetchInterval: ({ state: { data, error } }) => {
          if (error?.code === 'not-found' || intervalMs === false) return false
          if (data) return intervalMs
          return error && !isPassing(error) ? false : 5000
        },
      }),
    /** Asks Alibaba Cloud, through our server: one call. `isListed` false: it knows no such job now. */
    check: (jobId: string): Promise<CheckedJob> =>
      readReply(api.jobs[':jobId'].check.$post({ param: { jobId: encodeURIComponent(jobId) } })),
  }
}
