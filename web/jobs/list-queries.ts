import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type JobFilter, type JobSort, writeJobFilter } from '../../server/jobs/job-filter.ts'
import type { ApiClient } from '../api/client.ts'
import { isPassing, readReply } from '../api/read-reply.ts'
import { type SearchParams, toSearchParams, toSearchText } from '../search-params.ts'
import type { ListPage, ListPages } from './list-pages.ts'

export type ListSearch = { readonly filter: JobFilter; readonly sort: JobSort }

/** What the live list was told by one look. */
export type LiveLook = { readonly head: ListPage; readonly seen: ListPage['jobs'] }

const firstPageSize = 100
const pageSize = 200
const headSize = 50

/** Reads of the list. Pages are kept until the reader asks for newer ones: rows must not move. */
export function listQueries(api: ApiClient) {
  const listJobs = (query: SearchParams, signal?: AbortSignal): Promise<ListPage> =>
    readReply(api.jobs.$get({ query: toQuery(query) }, signal && { init: { signal } }))

  const page = (search: ListSearch, nextToken: string | null, signal?: AbortSignal) =>
    listJobs(
      {
        ...writeList(search),
        pageSize: [String(nextToken === null ? firstPageSize : pageSize)],
        ...(nextToken === null ? {} : { nextToken: [nextToken] }),
      },
      signal,
    )

  return {
    page,
    pages: (search: ListSearch) =>
      infiniteQueryOptions<ListPage, Error, ListPages, readonly string[], string | null>({
        queryKey: ['jobs', 'list', toSearchText(writeList(search))],
        queryFn: ({ pageParam, signal }) => page(search, pageParam, signal),
        initialPageParam: null,
        getNextPageParam: (last) => last.nextToken ?? undefined,
        placeholderData: keepPreviousData,
        structuralSharing: false,
        staleTime: Number.POSITIVE_INFINITY,
        retry: (_, error) => isPassing(error),
      }),
    /** The first rows of the list as they are now, and the rows that the reader looks at. */
    look: (search: ListSearch, inSight: () => readonly string[]) =>
      queryOptions({
        queryKey: ['jobs', 'look', toSearchText(writeList(search))],
        queryFn: async ({ signal }): Promise<LiveLook> => {
          const jobId = inSight()
          const [head, seen] = await Promise.all([
            listJobs({ ...writeList(search), pageSize: [String(headSize)] }, signal),
            jobId.length === 0
              ? null
              : listJobs({ jobId, missing: ['shown'], pageSize: ['200'] }, signal),
          ])
          return { head, seen: seen?.jobs ?? [] }
        },
        structuralSharing: false,
      }),
    facets: (filter: JobFilter) =>
      queryOptions({
        queryKey: ['jobs', 'facets', toSearchText(toSearchParams(writeJobFilter(filter)))],
        queryFn: ({ signal }) =>
          readReply(
            api.facets.$get(
              { query: toQuery(toSearchParams(writeJobFilter(filter))) },
              { init: { signal } },
            ),
          ),
        placeholderData: keepPreviousData,
      }),
    /** How many jobs match. */
    count: (filter: JobFilter) =>
      queryOptions({
        queryKey: ['jobs', 'count', toSearchText(toSearchParams(writeJobFilter(filter)))],
        queryFn: async ({ signal }) => {
          const query = { ...toSearchParams(writeJobFilter(filter)), pageSize: ['1'] }
          return (await listJobs(query, signal)).jobCount
        },
        staleTime: 5000,
      }),
  }
}

function writeList({ filter, sort }: ListSearch): SearchParams {
  return toSearchParams(writeJobFilter(filter, sort))
}

function toQuery(params: SearchParams): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(params).map(([name, values]) => [name, [...values]]))
}
