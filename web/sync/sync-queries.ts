import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useApi } from '../api/api-context.tsx'
import type { ApiClient, ConnectionSync, SyncState } from '../api/client.ts'
import { ApiError, readReply } from '../api/read-reply.ts'
import { useLive, useLiveSource } from '../live/live-context.tsx'

const syncKey = ['sync']
const usuallyMs = 2000
/** Its end is what the reader waits for. */
const inTroubleMs = 1000

export function syncQueries(api: ApiClient) {
  return {
    /** `isTold`: the server says by itself what there is to know. */
    status: (isTold: boolean) =>
      queryOptions({
        queryKey: syncKey,
        queryFn: ({ signal }) => readReply(api.sync.$get(undefined, { init: { signal } })),
        staleTime: isTold ? Number.POSITIVE_INFINITY : 500,
        refetchInterval: ({ state }) => {
          if (isTold) return false
          const isTrouble =
            state.error !== null || state.data?.connections.some(({ problem }) => problem !== null)
          return isTrouble ? inTroubleMs : usuallyMs
        },
        retry: false,
      }),
  }
}

/** Takes in what the server says of the sync; once for the whole page. */
export function useSyncEvents() {
  const live = useLiveSource()
  const client = useQueryClient()
  useEffect(() => live.onSync((body) => client.setQueryData(syncKey, body)), [live, client])
}

/** `offline`: our own server does not answer; what it said last is still here. */
export type DataState = SyncState | 'offline'

export type SyncView = {
  readonly state: DataState
  readonly connections: readonly ConnectionSync[]
  /** The connection in the worst state; `null` before the first answer. */
  readonly worst: ConnectionSync | null
  /** The last answer of our server, in epoch milliseconds; 0: none yet. */
  readonly answeredAtMs: number
}

/** Which build of the page our server has, as it last said; `null`: not known. */
export function useServedBuild(): string | null {
  const isTold = useLive().mode === 'stream'
  const { data } = useQuery(syncQueries(useApi()).status(isTold))
  return data?.build ?? null
}

/** How much of what there is the reader is shown; `null`: everything, as far as is known. */
export function useSees(): 'part' | 'nothing' | null {
  const isTold = useLive().mode === 'stream'
  const { data } = useQuery({ ...syncQueries(useApi()).status(isTold), select: seesOf })
  return data ?? null
}

function seesOf({ sees }: { readonly sees?: 'part' | 'nothing' | undefined }) {
  return sees ?? null
}

/** What is known of the data: told by the server, or one poll, whoever asks. */
export function useSyncNow(): SyncView {
  const isTold = useLive().mode === 'stream'
  const { data, error, dataUpdatedAt } = useQuery(syncQueries(useApi()).status(isTold))
  const view = viewSync(data?.connections ?? [], isTold ? null : error, dataUpdatedAt)
  // To who is shown no connection, what there is to show is as new as can be.
  return data?.sees === 'nothing' && view.state === 'connecting' ? { ...view, state: 'live' } : view
}

/** Whether there are several connections. Draws nothing anew while that stays the same. */
export function useHasMany(): boolean {
  const isTold = useLive().mode === 'stream'
  const { data } = useQuery({ ...syncQueries(useApi()).status(isTold), select: hasMany })
  return data ?? false
}

function hasMany({ connections }: { readonly connections: readonly ConnectionSync[] }): boolean {
  return connections.length > 1
}

/** The same, standing still while the reader has paused the page. */
export function useSync(): SyncView {
  const { isPaused } = useLive()
  const view = useSyncNow()
  const held = useRef(view)
  if (!isPaused) held.current = view
  return held.current
}

export function viewSync(
  connections: readonly ConnectionSync[],
  error: Error | null,
  answeredAtMs: number,
): SyncView {
  const worst = connections.toSorted((a, b) => severity[b.state] - severity[a.state])[0] ?? null
  const isOffline = error instanceof ApiError
  const state = isOffline ? 'offline' : (worst?.state ?? 'connecting')
  return { state, connections, worst, answeredAtMs }
}

const severity: Record<SyncState, number> = {
  live: 0,
  connecting: 1,
  slow: 2,
  stale: 3,
  'needs-you': 4,
}

/** Jobs in the mirrors, and whether that is all of them. */
export function coverage(connections: readonly ConnectionSync[]) {
  const known = connections.reduce((sum, { jobsKnown }) => sum + jobsKnown, 0)
  const isWhole = connections.length > 0 && connections.every(({ lastSweep }) => lastSweep !== null)
  const finished = connections.map(({ lastSweep }) => lastSweep?.finishedAt ?? '').sort()[0] || null
  const unreadable = connections.reduce((sum, each) => sum + unreadableOf(each), 0)
  return { known, isWhole, checkedAt: isWhole ? finished : null, unreadable }
}

/** Jobs that a walk met and that could not be read. */
function unreadableOf({ sweep, lastSweep }: ConnectionSync): number {
  return Math.max(sweep?.unreadable ?? 0, lastSweep?.unreadable ?? 0)
}
