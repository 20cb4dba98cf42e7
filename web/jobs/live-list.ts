import { type QueryKey, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import type { MirroredJob } from '../api/client.ts'
import { useIntervalMs, useLookOnNews } from '../live/live-context.tsx'
import {
  countNews,
  extendLastPage,
  flattenPages,
  type ListPages,
  type ListRows,
  patchPages,
} from './list-pages.ts'
import { type ListSearch, type LiveLook, listQueries } from './list-queries.ts'

/** The list as the reader has it: only the reader's own act moves, adds or drops a row. */
export type LiveList = {
  /** `undefined`: nothing was answered yet. */
  readonly rows: readonly MirroredJob[] | undefined
  /** Jobs that match, by the newest look; `null`: not known yet. */
  readonly jobCount: number | null
  /** Rows that the list has once all are loaded. */
  readonly length: number
  /** These rows answer an earlier question: the new one is under way. */
  readonly isOld: boolean
  readonly failure: Error | null
  /** Keys of the rows whose status changed within the last seconds. */
  readonly changed: ReadonlySet<string>
  /** Rows that the head of the list would show by now. */
  readonly news: number
  /** Jobs that came into the list since it was loaded, wherever they stand. */
  readonly grown: number
  /** Names what is listed: another id, another list, which is read from its top. */
  readonly id: string
  /** Where the reader was when this list was last on the page. */
  readonly savedOffset: number
  saveOffset(offset: number): void
  reload(): Promise<void>
  retry(): void
  /** Which rows are on screen: they are kept fresh, and what follows them is loaded ahead. */
  show(range: ShownRange): void
}

export type ShownRange = { readonly jobIds: readonly string[]; readonly last: number }

const rowsAhead = 300
const changedMs = 4000
const nothingShown: ShownRange = { jobIds: [], last: 0 }

/** Looks when there is news, and now and then: rows that did not change are confirmed, too. */
export function useLiveList(search: ListSearch): LiveList {
  const api = useApi()
  const queries = useMemo(() => listQueries(api), [api])
  const shown = useRef(nothingShown)
  const list = useInfiniteQuery(queries.pages(search))
  const { data, hasNextPage, isFetching, isPlaceholderData } = list
  const flat = useFlat(data)
  const rows = flat?.rows
  const isOld = isPlaceholderData
  const isSettled = rows !== undefined && !isOld

  const refetchInterval = useIntervalMs({ stream: 10_000, polling: 3000 })
  const isLooking = isSettled && refetchInterval !== false
  const { data: look, refetch } = useQuery({
    ...queries.look(search, () => shown.current.jobIds),
    enabled: isLooking,
    refetchInterval,
  })
  useLookOnNews(refetch, { gapMs: 300, isOn: isLooking })
  const changed = usePatches(queries.pages(search).queryKey, isSettled && !isFetching, look)
  const { loads, reload } = useReload(search)
  const place = usePlace(queries.pages(search).queryKey, isOld, loads)
  const show = useLoadAhead(shown, list, rows?.length ?? 0)
  useLongerTail(search, shown, isSettled && !hasNextPage && !isFetching ? look : undefined)

  const last = data?.pages.at(-1)
  const headCount = isOld ? null : (look?.head.jobCount ?? last?.jobCount ?? null)
  const loaded = rows?.length ?? 0
  return {
    rows,
    jobCount: headCount,
    length: hasNextPage ? Math.max(last?.jobCount ?? 0, loaded) : loaded,
    isOld,
    failure: list.error ?? list.failureReason,
    changed,
    news: isSettled && flat && look ? countNews(flat.keys, look.head) : 0,
    grown: Math.max(0, (headCount ?? 0) - (data?.pages[0]?.jobCount ?? 0)),
    ...place,
    reload,
    retry: () => void list.refetch(),
    show,
  }
}

function useFlat(data: ListPages | undefined): ListRows | undefined {
  const before = useRef<ListRows>(undefined)
  return useMemo(() => {
    before.current = data && flattenPages(data, before.current)
    return before.current
  }, [data])
}

/** Takes what a look said into the rows. Waits while a page is loading, which would undo it. */
function usePatches(
  queryKey: QueryKey,
  isReady: boolean,
  look: LiveLook | undefined,
): ReadonlySet<string> {
  const client = useQueryClient()
  const [changes, setChanges] = useState<readonly { key: string; untilMs: number }[]>([])
  const keyText = JSON.stringify(queryKey)

  useEffect(() => {
    const listKey: QueryKey = JSON.parse(keyText)
    const pages = client.getQueryData<ListPages>(listKey)
    if (!isReady || !look || !pages) return
    const patched = patchPages(pages, [...look.head.jobs, ...look.seen])
    if (patched.data !== pages) client.setQueryData(listKey, patched.data)
    if (patched.changed.length === 0) return
    const untilMs = Date.now() + changedMs
    setChanges((old) => [...old, ...patched.changed.map((key) => ({ key, untilMs }))])
  }, [client, keyText, isReady, look])

  useEffect(() => {
    const [first] = changes
    if (!first) return
    const timer = setTimeout(
      () => setChanges((old) => old.filter(({ untilMs }) => untilMs > first.untilMs)),
      first.untilMs - Date.now(),
    )
    return () => clearTimeout(timer)
  }, [changes])

  return useMemo(() => new Set(changes.map(({ key }) => key)), [changes])
}

/** The list from the top as it is now, in the place of the one that the reader has. */
function useReload(search: ListSearch) {
  const queries = listQueries(useApi())
  const client = useQueryClient()
  const [loads, setLoads] = useState(0)
  async function reload() {
    const { queryKey } = queries.pages(search)
    await client.cancelQueries({ queryKey })
    const first = await queries.page(search, null).catch(() => null)
    if (first === null) return // offline: the rows stay, the page says so by itself
    client.setQueryData(queryKey, { pages: [first], pageParams: [null] })
    setLoads((count) => count + 1)
  }
  return { loads, reload }
}

/** Which list is shown, which is not yet the one asked for, and how far down the reader is. */
function usePlace(queryKey: QueryKey, isOld: boolean, loads: number) {
  const client = useQueryClient()
  const text = JSON.stringify(queryKey)
  const [listed, setListed] = useState(text)
  if (!isOld && listed !== text) setListed(text)
  const offsetKey = ['offset', listed]
  return {
    id: `${listed} ${loads}`,
    savedOffset: client.getQueryData<number>(offsetKey) ?? 0,
    saveOffset: (offset: number) => void client.setQueryData(offsetKey, offset),
  }
}

type NextPages = Pick<
  ReturnType<typeof useInfiniteQuery>,
  'hasNextPage' | 'isFetching' | 'fetchNextPage'
>

/** Loads on while fewer rows than wanted lie below the last one on screen. */
function useLoadAhead(
  shown: { current: ShownRange },
  { hasNextPage, isFetching, fetchNextPage }: NextPages,
  loaded: number,
) {
  const loadAhead = useCallback(() => {
    const isNear = shown.current.last + rowsAhead > loaded
    if (hasNextPage && !isFetching && isNear) void fetchNextPage({ cancelRefetch: false })
  }, [shown, hasNextPage, isFetching, fetchNextPage, loaded])
  useEffect(loadAhead, [loadAhead])
  return useCallback(
    (range: ShownRange) => {
      shown.current = range
      loadAhead()
    },
    [shown, loadAhead],
  )
}

/** A list that was at its end may have grown there: what lies below the last row is added. */
function useLongerTail(
  search: ListSearch,
  shown: { current: ShownRange },
  look: LiveLook | undefined,
) {
  const api = useApi()
  const client = useQueryClient()
  useEffect(() => {
    if (!look) return
    const queries = listQueries(api)
    const { queryKey } = queries.pages(search)
    const pages = client.getQueryData<ListPages>(queryKey)
    const last = pages?.pages.at(-1)
    const loaded = pages?.pages.reduce((sum, { jobs }) => sum + jobs.length, 0) ?? 0
    if (!last || look.head.jobCount <= last.jobCount || shown.current.last < loaded - 5) return
    const abort = new AbortController()
    queries.page(search, pages?.pageParams.at(-1) ?? null, abort.signal).then(
      (fresh) =>
        client.setQueryData<ListPages>(queryKey, (old) => old && extendLastPage(old, fresh)),
      () => {}, // the next look tries again
    )
    return () => abort.abort()
  }, [api, client, search, shown, look])
}
