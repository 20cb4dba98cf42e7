import {
  defaultSort,
  type FilterFault,
  filterNames,
  isJobId,
  type JobFilter,
  type JobSort,
  type ListFilter,
  listFilters,
  type MissingChoice,
  readJobFilter,
  readMoment,
  writeJobFilter,
} from '../../server/jobs/job-filter.ts'
import { type SearchParams, toSearchParams } from '../search-params.ts'
import type { JobRef } from './job-ref.ts'
import { type ListView, readColumns, readDensity, writeColumns } from './list-view.ts'

/** What a job's detail shows beside its usual face: the reply as received, the route as a table. */
export const detailTabs = ['json'] as const
export type DetailTab = (typeof detailTabs)[number]
export const routeViews = ['table'] as const
export type RouteView = (typeof routeViews)[number]

/** What `/jobs` and, but for the drawer's job, `/jobs/:jobId` keep in the URL. */
export type JobSearch = {
  readonly filter: JobFilter
  readonly sort: JobSort
  readonly view: ListView
  /** The job whose drawer is open. */
  readonly job: string | null
  /** Whose that job is, or the page's own; `null`: there is one connection, or it was not said. */
  readonly jobConnection: string | null
  /** `null`: the details. */
  readonly tab: DetailTab | null
  /** `null`: the lanes. */
  readonly route: RouteView | null
  /** The moment that a link tells of, as ISO text: when its sender saw this list. */
  readonly seenAt: string | null
  /** Parts of the link that were not understood: left out of the list, named on the page. */
  readonly faults: readonly FilterFault[]
}

const viewNames = ['columns', 'density', 'job', 'jobConnection', 'tab', 'route', 'seenAt'] as const
const understood: readonly string[] = [...filterNames, ...viewNames]

export function readJobSearch(params: SearchParams): JobSearch {
  const pairs = Object.entries(params).flatMap(([name, values]) =>
    values.map((value) => [name, value] as [string, string]),
  )
  const { filter, sort, faults } = readJobFilter(new URLSearchParams(pairs))
  const unknown = pairs
    .filter(([name]) => !understood.includes(name))
    .map(([name, value]) => ({ name, value }))
  const broken: FilterFault[] = []
  /** The last value that can be read; the others are named where they cannot be. */
  function last<T>(name: (typeof viewNames)[number], read: (value: string) => T | null): T | null {
    const values = [...new Set((params[name] ?? []).map((value) => value.trim()))]
    const sound = values.map((value) => ({ value, is: read(value) }))
    broken.push(...sound.filter(({ is }) => is === null).map(({ value }) => ({ name, value })))
    return sound.findLast(({ is }) => is !== null)?.is ?? null
  }
  return {
    filter,
    sort,
    view: { columns: last('columns', readColumns), density: last('density', readDensity) },
    job: last('job', (value) => (isJobId(value) ? value : null)),
    jobConnection: last('jobConnection', readName),
    tab: last('tab', (value) => detailTabs.find((tab) => tab === value) ?? null),
    route: last('route', (value) => routeViews.find((view) => view === value) ?? null),
    seenAt: last('seenAt', readSeenAt),
    faults: [...faults, ...broken, ...unknown],
  }
}

/** What a connection may be called. */
function readName(text: string): string | null {
  return text !== '' && text.length <= 256 ? text : null
}

/** A moment that was, not one that moves with the clock. */
function readSeenAt(text: string): string | null {
  const moment = text.startsWith('-') ? null : readMoment(text, 0)
  return moment === null ? null : new Date(moment).toISOString()
}

/** The inverse of `readJobSearch`, faults included: they stay named until the reader drops them. */
export function writeJobSearch(search: JobSearch): SearchParams {
  const { filter, sort, view, job, jobConnection, tab, route, seenAt, faults } = search
  const pairs: [string, string | null][] = [
    ...writeJobFilter(filter, sort),
    ['columns', view.columns && writeColumns(view.columns)],
    ['density', view.density],
    ['job', job],
    ['jobConnection', jobConnection],
    ['tab', tab],
    ['route', route],
    ['seenAt', seenAt],
    ...faults.map(({ name, value }): [string, string] => [name, value]),
  ]
  return toSearchParams(pairs.filter((pair): pair is [string, string] => pair[1] !== null))
}

export function withoutJob(search: JobSearch): JobSearch {
  return { ...search, job: null, jobConnection: null, tab: null, route: null }
}

/** The job whose drawer is open. */
export function openJob({ job, jobConnection }: JobSearch): JobRef | null {
  return job === null ? null : { jobId: job, connection: jobConnection }
}

/** The list with that job's drawer open. */
export function withJob(search: JobSearch, { jobId, connection }: JobRef): JobSearch {
  return { ...search, job: jobId, jobConnection: connection }
}

/** What a job's own page keeps of the list that it was found in. */
export function toPageSearch(search: JobSearch, { connection }: JobRef): SearchParams {
  return writeJobSearch({ ...search, job: null, jobConnection: connection, faults: [] })
}

/** Another filter is another list: the drawer closes, the sort stays. Nobody has seen it before. */
export function withFilter(search: JobSearch, filter: JobFilter): JobSearch {
  return { ...withoutJob(search), filter, seenAt: null }
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

export type DeviceRange = Pick<JobFilter, 'devicesFrom' | 'devicesTo'>

export function withDevices(filter: JobFilter, range: DeviceRange): JobFilter {
  const { devicesFrom: _, devicesTo: __, ...others } = filter
  return {
    ...others,
    ...(range.devicesFrom === undefined ? {} : { devicesFrom: range.devicesFrom }),
    ...(range.devicesTo === undefined ? {} : { devicesTo: range.devicesTo }),
  }
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
export type FilterPart = ListFilter | 'q' | 'created' | 'devices' | 'missing'

export function filterParts(filter: JobFilter): readonly FilterPart[] {
  const { createdFrom, createdTo, devicesFrom, devicesTo } = filter
  return [
    ...(filter.q === undefined ? [] : ['q' as const]),
    ...listFilters.filter((name) => filter[name] !== undefined),
    ...(createdFrom === undefined && createdTo === undefined ? [] : ['created' as const]),
    ...(devicesFrom === undefined && devicesTo === undefined ? [] : ['devices' as const]),
    ...(filter.missing === undefined ? [] : ['missing' as const]),
  ]
}

export function withoutPart(filter: JobFilter, part: FilterPart): JobFilter {
  if (part === 'q') return withText(filter, '')
  if (part === 'created') return withCreated(filter, {})
  if (part === 'devices') return withDevices(filter, {})
  if (part === 'missing') return withMissing(filter, null)
  return withValues(filter, part, [])
}

/** A column that is clicked sorts downwards first, then upwards, then the default is back. */
export function nextSort(sort: JobSort, by: JobSort['by']): JobSort {
  if (sort.by !== by) return { by, descending: true }
  if (sort.descending) return { by, descending: false }
  return by === defaultSort.by ? { by, descending: true } : defaultSort
}
