import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type JobFilter, type JobSort, writeJobFilter } from '../../server/jobs/job-filter.ts'
import type { ApiClient } from '../api/client.ts'
import { isPassing, readReply } from '../api/read-reply.ts'
import { type SearchParams, toSearchParams, toSearchText } from '../search-params.ts'
import type { LookAsk } from './list-doubts.ts'
import type { ListPage, ListPages } from './list-pages.ts'

export type ListSearch = { readonly filter: JobFilter; readonly sort: JobSort }

/** What the live list was told by one look. */
export type LiveLook = {
  readonly head: ListPage
  readonly asked: LookAsk
  /** The rows that were asked for, as they are now. */
  readonly seen: ListPage['jobs']
  /** Of the strangers that were asked for those that the list holds by now. */
  readonly found: ListPage['jobs']
  /** As that of a page. */
  readonly readAtMs: number
}

const firstPageSize = 100
const pageSize = 200
export const headSize = 50
/** Room for jobs of one id in two connections. */
const lookSize = 200

/** Reads of the list. Pages are kept until the reader asks for newer ones: rows must not move. */
export function listQueries(api: ApiClient) {
  const listJobs = async (query: SearchParams, signal?: AbortSignal): Promise<ListPage> => {
    const readAtMs = performance.now()
    const reply = api.jobs.$get({ query: toQuery(query) }, signal && { init: { signal } })
    const page = await readReply(reply)
    return { ...page, readAtMs, end: page.jobs.at(-1) ?? null }
  }

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
    /** The first rows of the list as they are now, and what else there is to ask. */
    look: (search: ListSearch, ask: () => LookAsk) =>
      queryOptions({
        queryKey: ['jobs', 'look', toSearchText(writeList(search))],
        queryFn: async ({ signal }): Promise<LiveLook> => {
          const asked = ask()
          const readAtMs = performance.now()
          const few = async (jobId: readonly string[], params: SearchParams) => {
            if (jobId.length === 0) return []
            const pageSize = [String(lookSize)]
            return (await listJobs({ ...params, jobId: [...jobId], pageSize }, signal)).jobs
          }
          const wanted = search.filter.jobId
          const strangers = asked.strangers.filter((id) => wanted?.includes(id) ?? true)
          const [head, seen, found] = await Promise.all([
            listJobs({ ...writeList(search), pageSize: [String(headSize)] }, signal),
            few(asked.rows, { missing: ['shown'] }),
            few(strangers, writeList(search)),
          ])
          return { head, asked, seen, found, readAtMs }
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
        staleTime: 1000,
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
