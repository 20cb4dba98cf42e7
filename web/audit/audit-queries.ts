import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ApiClient, AuditEntry } from '../api/client.ts'
import { isPassing, readReply } from '../api/read-reply.ts'

export type AuditPageReply = {
  readonly entries: readonly AuditEntry[]
  readonly nextToken: string | null
}

const pageSize = '50'

/** Who saw and took what, the newest first: read when the page opens, and when somebody asks. */
export function auditQueries(api: ApiClient) {
  return {
    pages: () =>
      infiniteQueryOptions({
        queryKey: ['audit'],
        queryFn: ({ pageParam, signal }): Promise<AuditPageReply> => {
          const query = { pageSize, ...(pageParam !== null && { nextToken: pageParam }) }
          return readReply(api.audit.$get({ query }, { init: { signal } }))
        },
        initialPageParam: null as string | null,
        getNextPageParam: (last: AuditPageReply) => last.nextToken ?? undefined,
        retry: (failures, error) => failures < 2 && isPassing(error),
      }),
  }
}
