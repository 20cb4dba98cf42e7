import { queryOptions } from '@tanstack/react-query'
import type { ApiClient } from '../api/client.ts'
import { isForbidden, readReply } from '../api/read-reply.ts'

/** What the page of connections shows besides the sync: asked for while somebody looks at it. */
export function connectionQueries(api: ApiClient) {
  return {
    all: (isPaused: boolean) =>
      queryOptions({
        queryKey: ['connections'],
        queryFn: ({ signal }) => readReply(api.connections.$get(undefined, { init: { signal } })),
        // Whoever may not see it need not ask again.
        refetchInterval: ({ state }) => (isPaused || isForbidden(state.error) ? false : 2000),
        retry: false,
      }),
  }
}
