import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type JobFilter, writeJobFilter } from '../../server/jobs/job-filter.ts'
import { useApi } from '../api/api-context.tsx'
import type { Facets, MirroredJob } from '../api/client.ts'
import { withText } from '../jobs/job-search.ts'
import { listQueries } from '../jobs/list-queries.ts'
import { useJobSearch } from '../jobs/use-job-search.ts'
import { toSearchParams, toSearchText } from '../search-params.ts'
import { jobIdIn } from './job-id-in.ts'
import { type FoundJobs, paletteQueries } from './palette-queries.ts'
import {
  type Chip,
  readTypedFilters,
  type TypedPart,
  takeTypedFilters,
  withChips,
  withFiltersOf,
} from './typed-filters.ts'
import { useFirst, useSettled } from './use-settled.ts'

/** Between the last key and the question: with the answer it stays well under 250 ms. */
const pauseMs = 60

/** What is typed, what it means, and what is known about it. */
export type PaletteSearch = {
  /** As it stands in the input; the chips stand before it. */
  readonly text: string
  readonly chips: readonly Chip[]
  /** The chips, and the filters that stand in the text. */
  readonly filters: readonly Chip[]
  /** What is left of the text to search for. */
  readonly rest: string
  readonly open: { readonly part: TypedPart; readonly value: string } | null
  readonly jobId: string | null
  /** The job of that id; `null`: the mirror has none such; `undefined`: not known yet. */
  readonly known: MirroredJob | null | undefined
  readonly facets: Facets | undefined
  readonly found: FoundJobs | undefined
  /** `found` answers an earlier text. */
  readonly isOld: boolean
  readonly isBusy: boolean
  readonly error: Error | null
  /** The same as long as nobody types. */
  readonly name: string
  setText(text: string): void
  removeChip(part: TypedPart): void
}

const nothing: Partial<Facets> = {}

export function usePaletteSearch(initialText: string, session: number): PaletteSearch {
  const [input, setInput] = useState<{ text: string; chips: readonly Chip[] }>({
    text: initialText,
    chips: [],
  })
  const { text, chips } = input
  const facets = useFacetsAtFirst(chips)
  const typed = useMemo(() => readTypedFilters(text, facets ?? nothing), [text, facets])
  const filters = useMemo(() => withChips(chips, typed.chips), [chips, typed.chips])
  const jobId = jobIdIn(typed.rest)
  const answers = useAnswers(withText(withFiltersOf({}, filters), typed.rest), jobId, session)
  return {
    ...input,
    ...answers,
    filters,
    rest: typed.rest,
    open: typed.open,
    jobId,
    facets,
    name: `${text}\n${nameOf(withFiltersOf({}, chips))}`,
    setText(next) {
      const taken = takeTypedFilters(next, facets ?? nothing)
      setInput({ text: taken.text, chips: withChips(chips, taken.chips) })
    },
    removeChip: (part) => setInput({ text, chips: chips.filter((chip) => chip.part !== part) }),
  }
}

function nameOf(filter: JobFilter): string {
  return toSearchText(toSearchParams(writeJobFilter(filter)))
}

/** What the list could be filtered by besides, counted once for these chips. */
function useFacetsAtFirst(chips: readonly Chip[]): Facets | undefined {
  const [search] = useJobSearch()
  const filter = withFiltersOf(search.filter, chips)
  const { data, isPlaceholderData } = useQuery(listQueries(useApi()).facets(filter))
  return useFirst(nameOf(filter), isPlaceholderData ? undefined : data?.facets)
}

/** The mirror's answers to what is asked for, each to the latest question only. */
function useAnswers(asked: JobFilter, jobId: string | null, session: number) {
  const queries = paletteQueries(useApi(), session)
  const name = nameOf(asked)
  const settled = useSettled(asked, name, pauseMs)
  const isAsking = jobId === null && settled.name !== ''
  const find = useQuery({ ...queries.find(settled.value), enabled: isAsking })
  const known = useQuery({ ...queries.known(jobId ?? ''), enabled: jobId !== null })
  const isLate = settled.name !== name
  const query = jobId === null ? find : known
  return {
    known: known.data,
    found: jobId === null && name !== '' ? find.data : undefined,
    isOld: isLate || find.isPlaceholderData,
    isBusy: isLate || query.isFetching,
    error: query.failureReason ?? query.error,
  }
}
