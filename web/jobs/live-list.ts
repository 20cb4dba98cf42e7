import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef } from 'react'
import { useApi } from '../api/api-context.tsx'
import type { MirroredJob } from '../api/client.ts'
import { useListLook } from './list-look.ts'
import { readNews } from './list-news.ts'
import { flattenPages, type ListPages, type ListRows } from './list-pages.ts'
import { type ShownRange, useLoadAhead, useLongerTail, usePlace, useReload } from './list-paging.ts'
import { usePatches } from './list-patches.ts'
import { type ListSearch, listQueries } from './list-queries.ts'

/** The list as the reader has it: only the reader's own act moves, adds or drops a row. */
export type LiveList = {
  /** `undefined`: nothing was answered yet. */
  readonly rows: readonly MirroredJob[] | undefined
  /** Jobs that match, by the newest answer; `null`: not known yet. */
  readonly jobCount: number | null
  /** Rows that the list has once all are loaded. */
  readonly length: number
  /** These rows answer an earlier question: the new one is under way. */
  readonly isOld: boolean
  readonly failure: Error | null
  /** Keys of the rows whose status changed within the last seconds. */
  readonly changed: ReadonlySet<string>
  /** Rows that the list would show by now, above the end of what is loaded. */
  readonly news: number
  /** There may be more of them. */
  readonly isNewsAtLeast: boolean
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

const nothingShown: ShownRange = { jobIds: [], last: 0 }

export function useLiveList(search: ListSearch): LiveList {
  const api = useApi()
  const queries = useMemo(() => listQueries(api), [api])
  const shown = useRef(nothingShown)
  const list = useInfiniteQuery(queries.pages(search))
  const { data, hasNextPage, isFetching, isPlaceholderData: isOld } = list
  const flat = useFlat(data)
  const rows = flat?.rows
  const isSettled = rows !== undefined && !isOld

  const { queryKey } = queries.pages(search)
  const { loads, reload } = useReload(search)
  const place = usePlace(queryKey, isOld, loads)
  const { look, found, check } = useListLook({
    search,
    id: place.id,
    known: flat?.keys,
    shown,
    isOn: isSettled,
  })
  const changed = usePatches(queryKey, isSettled && !isFetching, look)
  const loadAhead = useLoadAhead(shown, list, rows?.length ?? 0)
  const show = useCallback(
    (range: ShownRange) => {
      shown.current = range
      loadAhead()
      check()
    },
    [loadAhead, check],
  )

  const { sort } = search
  const news = useMemo(
    () =>
      isSettled && flat && data && look
        ? readNews({ pages: data, known: flat.keys, look, found, sort })
        : null,
    [isSettled, flat, data, look, found, sort],
  )
  useLongerTail(search, shown, news?.isLonger && !isFetching && look ? look : null)

  const last = data?.pages.at(-1)
  const newest = look && last && look.readAtMs > last.readAtMs ? look.head : last
  const jobCount = isOld ? null : (newest?.jobCount ?? null)
  const loaded = rows?.length ?? 0
  return {
    rows,
    jobCount,
    length: hasNextPage ? Math.max(last?.jobCount ?? 0, loaded) : loaded,
    isOld,
    failure: list.error ?? list.failureReason,
    changed,
    news: news?.count ?? 0,
    isNewsAtLeast: news?.isAtLeast ?? false,
    grown: Math.max(0, (jobCount ?? 0) - (data?.pages[0]?.jobCount ?? 0)),
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
