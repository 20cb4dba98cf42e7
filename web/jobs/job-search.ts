import {
  defaultSort,
  type FilterFault,
  isJobId,
  type JobFilter,
  type JobSort,
  type ListFilter,
  listFilters,
  type MissingChoice,
  readJobFilter,
  writeJobFilter,
} from '../../server/jobs/job-filter.ts'
import { type SearchParams, toSearchParams } from '../search-params.ts'

/** What `/jobs` keeps in the URL. */
export type JobSearch = {
  readonly filter: JobFilter
  readonly sort: JobSort
  /** The job whose drawer is open. */
  readonly job: string | null
  /** Parts of the link that were not understood: left out of the list, named on the page. */
  readonly faults: readonly FilterFault[]
}

const understood: readonly string[] = [
  ...listFilters,
  'q',
  'createdFrom',
  'createdTo',
  'missing',
  'sort',
  'job',
]

export function readJobSearch(params: SearchParams): JobSearch {
  const pairs = Object.entries(params).flatMap(([name, values]) =>
    values.map((value) => [name, value] as [string, string]),
  )
  const { filter, sort, faults } = readJobFilter(new URLSearchParams(pairs))
  const jobs = [...new Set((params['job'] ?? []).map((value) => value.trim()))]
  const unknown = pairs
    .filter(([name]) => !understood.includes(name))
    .map(([name, value]) => ({ name, value }))
  return {
    filter,
    sort,
    job: jobs.findLast(isJobId) ?? null,
    faults: [
      ...faults,
      ...jobs.filter((value) => !isJobId(value)).map((value) => ({ name: 'job', value })),
      ...unknown,
    ],
  }
}

/** The inverse of `readJobSearch`, faults included: they stay named until the reader drops them. */
export function writeJobSearch({ filter, sort, job, faults }: JobSearch): SearchParams {
  return toSearchParams([
    ...writeJobFilter(filter, sort),
    ...(job === null ? [] : [['job', job] as const]),
    ...faults.map(({ name, value }) => [name, value] as const),
  ])
}

/** Another filter is another list: the drawer closes, the sort stays. */
export function withFilter(search: JobSearch, filter: JobFilter): JobSearch {
  return { ...search, filter, job: null }
}

export function withValues(
  filter: JobFilter,
  name: ListFilter,
  values: readonly string[],
): JobFilter {
  const { [name]: _, ...others } = filter
  return values.length === 0 ? others : { ...others, [name]: values }
}

export function toggled(values: readonly string[] | undefined, value: string): readonly string[] {
  const before = values ?? []
  return before.includes(value) ? before.filter((other) => other !== value) : [...before, value]
}

export type CreatedRange = Pick<JobFilter, 'createdFrom' | 'createdTo'>

export function withCreated(filter: JobFilter, range: CreatedRange): JobFilter {
  const { createdFrom: _, createdTo: __, ...others } = filter
  return {
    ...others,
    ...(range.createdFrom === undefined ? {} : { createdFrom: range.createdFrom }),
    ...(range.createdTo === undefined ? {} : { createdTo: range.createdTo }),
  }
}

export function withText(filter: JobFilter, text: string): JobFilter {
  const { q: _, ...others } = filter
  return text === '' ? others : { ...others, q: text }
}

/** `null`: jobs that are no longer listed are hidden. */
export function withMissing(filter: JobFilter, choice: MissingChoice | null): JobFilter {
  const { missing: _, ...others } = filter
  return choice === null ? others : { ...others, missing: choice }
}

/** One filter as the reader sees it: a pill, a line of "no match". */
export type FilterPart = ListFilter | 'q' | 'created' | 'missing'

export function filterParts(filter: JobFilter): readonly FilterPart[] {
  const { createdFrom, createdTo } = filter
  return [
    ...(filter.q === undefined ? [] : ['q' as const]),
    ...listFilters.filter((name) => filter[name] !== undefined),
    ...(createdFrom === undefined && createdTo === undefined ? [] : ['created' as const]),
    ...(filter.missing === undefined ? [] : ['missing' as const]),
  ]
}

export function withoutPart(filter: JobFilter, part: FilterPart): JobFilter {
  if (part === 'q') return withText(filter, '')
  if (part === 'created') return withCreated(filter, {})
  if (part === 'missing') return withMissing(filter, null)
  return withValues(filter, part, [])
}

/** A column that is clicked sorts downwards first, then upwards, then the default is back. */
export function nextSort(sort: JobSort, by: JobSort['by']): JobSort {
  if (sort.by !== by) return { by, descending: true }
  if (sort.descending) return { by, descending: false }
  return by === defaultSort.by ? { by, descending: true } : defaultSort
}
