import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type JobFilter, writeJobFilter } from '../../server/jobs/job-filter.ts'
import type { ApiClient, MirroredJob } from '../api/client.ts'
import { readReply } from '../api/read-reply.ts'
import { toSearchParams, toSearchText } from '../search-params.ts'

export type FoundJobs = { readonly jobs: readonly MirroredJob[]; readonly jobCount: number }

const most = 5
const againMs = 3000

/**
 * What the palette asks of the mirror. An answer stays as it is while the palette is open: rows
 * must not move unless the reader types. `session` tells one opening from the next.
 */
export function paletteQueries(api: ApiClient, session: number) {
  const ask = (filter: JobFilter, pageSize: number, signal: AbortSignal): Promise<FoundJobs> => {
    const params = toSearchParams([...writeJobFilter(filter), ['pageSize', String(pageSize)]])
    const query = Object.fromEntries(
      Object.entries(params).map(([name, values]) => [name, [...values]]),
    )
    return readReply(api.jobs.$get({ query }, { init: { signal } }))
  }
  const settings = {
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    refetchInterval: ({ state }: { state: { error: Error | null } }) =>
      state.error ? againMs : (false as const),
  }
  return {
    /** The newest jobs that match. */
    find: (filter: JobFilter) =>
      queryOptions({
        ...settings,
        queryKey: [
          'palette',
          session,
          'find',
          toSearchText(toSearchParams(writeJobFilter(filter))),
        ],
        queryFn: ({ signal }) => ask(filter, most, signal),
        placeholderData: keepPreviousData,
      }),
    /** One job, where the mirror has it; costs no call to Alibaba Cloud. `null`: it has none such. */
    known: (jobId: string) =>
      queryOptions({
        ...settings,
        queryKey: ['palette', session, 'known', jobId],
        queryFn: async ({ signal }) => {
          const { jobs } = await ask({ jobId: [jobId], missing: 'shown' }, 1, signal)
          return jobs[0] ?? null
        },
      }),
  }
}
