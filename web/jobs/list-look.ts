import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { defaultSort } from '../../server/jobs/job-filter.ts'
import { useApi } from '../api/api-context.tsx'
import { useIntervalMs, useLookOnNews } from '../live/live-context.tsx'
import { createDoubts, type FoundJobs, type ListDoubts } from './list-doubts.ts'
import type { ListRows } from './list-pages.ts'
import type { Shown } from './list-paging.ts'
import { type ListSearch, type LiveLook, listQueries } from './list-queries.ts'

type LookParts = {
  readonly search: ListSearch
  /** Names what is listed: see `LiveList`. */
  readonly id: string
  /** Keys of the rows. */
  readonly known: ListRows['keys'] | undefined
  readonly shown: Shown
  /** The rows are those of this search. */
  readonly isOn: boolean
}

export type ListLook = {
  readonly look: LiveLook | undefined
  /** Jobs that are not among the rows as they were loaded, and that the list holds by now. */
  readonly found: FoundJobs
  /** Other rows are on screen: looks at them if they may have changed unheard of. */
  check(): void
}

const nothingKnown: ListRows['keys'] = new Set()
const nothingFound: FoundJobs = new Map()

/** Looks when there is news, and now and then: rows that did not change are confirmed, too. */
export function useListLook({ search, id, known, shown, isOn }: LookParts): ListLook {
  const api = useApi()
  const queries = useMemo(() => listQueries(api), [api])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, other doubts
  const doubts = useMemo(createDoubts, [id])
  const refetchInterval = useIntervalMs({ stream: 10_000, polling: 3000 })
  const isLooking = isOn && refetchInterval !== false
  const { data: look, refetch } = useQuery({
    ...queries.look(search, () => doubts.ask(shown.current.jobIds, isNewestFirst(search))),
    enabled: isLooking,
    refetchInterval,
  })
  const lookSoon = useLookOnNews(refetch, {
    gapMs: 300,
    isOn: isLooking,
    hear: ({ changes }) => doubts.hear(changes, known ?? nothingKnown),
  })
  const found = useAnswers(doubts, look, lookSoon)
  const check = useCallback(() => {
    if (doubts.isDoubtful(shown.current.jobIds)) lookSoon()
  }, [doubts, shown, lookSoon])
  return { look, found, check }
}

function useAnswers(doubts: ListDoubts, look: LiveLook | undefined, lookSoon: () => void) {
  const [answers, setAnswers] = useState({ doubts, found: nothingFound })
  useEffect(() => {
    if (!look) return
    const found = doubts.settle(look)
    setAnswers((old) => (old.doubts === doubts && old.found === found ? old : { doubts, found }))
    if (doubts.hasMore()) lookSoon()
  }, [doubts, look, lookSoon])
  return answers.doubts === doubts ? answers.found : nothingFound
}

/** Every job, newest first: one that is new is at the head, or follows others that are. */
function isNewestFirst({ filter, sort }: ListSearch): boolean {
  const { missing: _, ...narrowing } = filter
  return (
    sort.by === defaultSort.by &&
    sort.descending === defaultSort.descending &&
    Object.keys(narrowing).length === 0
  )
}
