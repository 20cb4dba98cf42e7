import type { QueryClient } from '@tanstack/react-query'
import type { ApiClient } from './api/client.ts'
import { readJobSearch } from './jobs/job-search.ts'
import { listQueries } from './jobs/list-queries.ts'
import { parseSearch } from './search-params.ts'
import { basePath } from './served-page.ts'
import { syncQueries } from './sync/sync-queries.ts'

const mostMs = 200

/** Asks for what the first picture shows, before anything else is made ready. */
export function beginFirstReads(
  client: QueryClient,
  api: ApiClient,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
) {
  const isList = [`${basePath()}/jobs`, `${basePath()}/`].includes(pathname)
  const reads = [client.prefetchQuery(syncQueries(api).status(false))]
  if (isList) {
    const { filter, sort } = readJobSearch(parseSearch(search))
    const list = listQueries(api)
    reads.push(client.prefetchInfiniteQuery(list.pages({ filter, sort })))
    reads.push(client.prefetchQuery(list.facets(filter)))
  }
  return {
    /** Waits a moment: what comes later is drawn a second time, and moves the words of the top bar. */
    async end(router: { load(): Promise<void> }): Promise<void> {
      // Of this page alone: the file of another one begins when this one has ended, which waits here.
      // What fails fails again, and is told, where it is drawn.
      if (isList) reads.push(router.load().catch(() => {}))
      const late = new Promise<void>((resolve) => setTimeout(resolve, mostMs))
      await Promise.race([Promise.all(reads), late])
    },
  }
}
