import type { QueryClient } from '@tanstack/react-query'
import type { ApiClient } from './api/client.ts'
import { readJobSearch } from './jobs/job-search.ts'
import { listQueries } from './jobs/list-queries.ts'
import { parseSearch } from './search-params.ts'
import { basePath } from './served-page.ts'
import { syncQueries } from './sync/sync-queries.ts'

const mostMs = 200

/**
 * Asks for what the first picture shows before it is drawn, and waits a moment for it: what comes
 * later is drawn a second time, and moves the words of the top bar. `page`: its own code, for which
 * nobody has to wait who is not signed in.
 */
export async function awaitFirstReads(
  client: QueryClient,
  api: ApiClient,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  page: Promise<void>,
): Promise<void> {
  // What fails here fails again, and is told, where it is drawn.
  const reads = [client.prefetchQuery(syncQueries(api).status(false)), page.catch(() => {})]
  if ([`${basePath()}/jobs`, `${basePath()}/`].includes(pathname)) {
    const { filter, sort } = readJobSearch(parseSearch(search))
    const list = listQueries(api)
    reads.push(client.prefetchInfiniteQuery(list.pages({ filter, sort })))
    reads.push(client.prefetchQuery(list.facets(filter)))
  }
  const late = new Promise<void>((resolve) => setTimeout(resolve, mostMs))
  await Promise.race([Promise.all(reads), late])
}
