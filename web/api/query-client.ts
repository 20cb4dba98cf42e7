import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, isPassing } from './read-reply.ts'

/**
 * One for the whole page. Our server is asked whatever the browser thinks of the network.
 * `onOffline`: it did not answer.
 */
export function createQueries(onOffline: () => void) {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (error instanceof ApiError && error.code === 'offline') onOffline()
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && isPassing(error),
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 3000),
      },
    },
  })
}
