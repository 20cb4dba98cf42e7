import { QueryClient } from '@tanstack/react-query'
import { isPassing } from './read-reply.ts'

/** One for the whole page. Our server is asked whatever the browser thinks of the network. */
export function createQueries() {
  return new QueryClient({
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
