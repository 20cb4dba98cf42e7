import { useQuery } from '@tanstack/react-query'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import { useApi } from '../api/api-context.tsx'
import { useIntervalMs } from '../live/live-context.tsx'
import { listQueries } from './list-queries.ts'

/** Counts under the given filter; one read, whoever asks. */
export function useFacets(filter: JobFilter) {
  const refetchInterval = useIntervalMs({ stream: 30_000, polling: 3000 })
  return useQuery({ ...listQueries(useApi()).facets(filter), refetchInterval })
}
