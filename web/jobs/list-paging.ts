import { type QueryKey, type useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import { extendLastPage, type ListPages } from './list-pages.ts'
import { type ListSearch, listQueries } from './list-queries.ts'

/** Which rows are on screen: their jobs' ids, and the place of the last one in the list. */
export type ShownRange = { readonly jobIds: readonly string[]; readonly last: number }
export type Shown = { current: ShownRange }

const rowsAhead = 300
/** With fewer of them left than this, the next ones do not wait for a quiet moment. */
const rowsAtOnce = 50
const nearEnd = 5

/** The list from the top as it is now, in the place of the one that the reader has. */
export function useReload(search: ListSearch) {
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
export function usePlace(queryKey: QueryKey, isOld: boolean, loads: number) {
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

/**
 * Loads on while fewer rows than wanted lie below the last one on screen, in a quiet moment: right
 * after the first picture the browser has better things to do.
 */
export function useLoadAhead(
  shown: Shown,
  { hasNextPage, isFetching, fetchNextPage }: NextPages,
  loaded: number,
) {
  const callOff = useRef(() => {})
  const loadAhead = useCallback(() => {
    callOff.current()
    const left = loaded - shown.current.last
    if (!hasNextPage || isFetching || left >= rowsAhead) return
    const load = () => void fetchNextPage({ cancelRefetch: false })
    if (left < rowsAtOnce) load()
    else callOff.current = whenIdle(load)
  }, [shown, hasNextPage, isFetching, fetchNextPage, loaded])
  useEffect(() => {
    loadAhead()
    return () => callOff.current()
  }, [loadAhead])
  return loadAhead
}

/**
 * A list that was at its end has grown there: what lies below the last row is added once the
 * reader comes near. Tries again with each look.
 */
export function useLongerTail(search: ListSearch, shown: Shown, look: object | null) {
  const api = useApi()
  const client = useQueryClient()
  useEffect(() => {
    if (!look) return
    const queries = listQueries(api)
    const { queryKey } = queries.pages(search)
    const pages = client.getQueryData<ListPages>(queryKey)
    const loaded = pages?.pages.reduce((sum, { jobs }) => sum + jobs.length, 0) ?? 0
    if (!pages || shown.current.last < loaded - nearEnd) return
    const abort = new AbortController()
    queries.page(search, pages.pageParams.at(-1) ?? null, abort.signal).then(
      (fresh) =>
        client.setQueryData<ListPages>(
          queryKey,
          (old) => old && extendLastPage(old, fresh, search.sort),
        ),
      () => {},
    )
    return () => abort.abort()
  }, [api, client, search, shown, look])
}
