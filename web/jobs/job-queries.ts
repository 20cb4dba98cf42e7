import { queryOptions } from '@tanstack/react-query'
import type { ApiClient, JobWithHistory } from '../api/client.ts'
import { type ApiError, isPassing, readReply } from '../api/read-reply.ts'

/** What the detail reads. Hidden tabs do not ask; they catch up when they are looked at. */
export function jobQueries(api: ApiClient) {
  return {
    one: (jobId: string) =>
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
          if (error?.code === 'not-found') return false
          if (data) return 3000
          return error && !isPassing(error) ? false : 5000
        },
      }),
  }
}
