import { knownStatuses, knownStrategies } from './job.ts'

/** Filters that may repeat: a job matches when it has any of the values. */
export const listFilters = [
  'status',
  'productKey',
  'strategy',
  'sourceInstance',
  'targetInstance',
  'sourceRegion',
  'targetRegion',
  'targetUid',
  'connection',
  'jobId',
] as const

export type ListFilter = (typeof listFilters)[number]

/** What to do with jobs that the upstream no longer lists; hidden unless one of these is asked for. */
export const missingChoices = ['shown', 'only'] as const
export type MissingChoice = (typeof missingChoices)[number]

/**
 * Which jobs. Every part narrows; an absent part does not. `createdFrom` and `createdTo` hold an
 * ISO moment or a time before now as an ISO 8601 duration (`-P7D`, `-PT12H`), `devicesFrom` and
 * `devicesTo` a device count; all ends included.
 */
export type JobFilter = { readonly [name in ListFilter]?: readonly string[] } & {
  readonly q?: string
  readonly createdFrom?: string
  readonly createdTo?: string
  readonly devicesFrom?: number
  readonly devicesTo?: number
  readonly missing?: MissingChoice
}

/** Every name that a filter and a sort take in a query string. */
export const filterNames: readonly string[] = [
  ...listFilters,
  'q',
  'createdFrom',
  'createdTo',
  'devicesFrom',
  'devicesTo',
  'missing',
  'sort',
]

export const sortKeys = ['createdAt', 'deviceCount', 'status', 'statusSince'] as const
export type JobSort = { readonly by: (typeof sortKeys)[number]; readonly descending: boolean }
export const defaultSort: JobSort = { by: 'createdAt', descending: true }

/** A part of a URL that was left out because it could not be understood. */
export type FilterFault = { readonly name: string; readonly value: string }

export type ReadFilter = {
  readonly filter: JobFilter
  readonly sort: JobSort
  readonly faults: readonly FilterFault[]
}

const longestValue = 256

/** Reads filter and sort from a query string. A broken value is left out alone, and named. */
export function readJobFilter(params: URLSearchParams): ReadFilter {
  const filter: { -readonly [name in keyof JobFilter]: JobFilter[name] } = {}
  const faults: FilterFault[] = []
  const sound = (name: string, check: (value: string) => boolean) =>
    [...new Set(params.getAll(name).map((value) => value.trim()))].filter((value) => {
      const fine = value !== '' && value.length <= longestValue && check(value)
      if (!fine) faults.push({ name, value })
      return fine
    })

  for (const name of listFilters) {
    const values = sound(name, checks[name] ?? isText)
    if (values.length > 0) filter[name] = values
  }
  const single = { q: isText, createdFrom: isMoment, createdTo: isMoment } as const
  for (const name of ['q', 'createdFrom', 'createdTo'] as const) {
    const value = sound(name, single[name]).at(-1)
    if (value !== undefined) filter[name] = value
  }
  for (const name of ['devicesFrom', 'devicesTo'] as const) {
    const value = sound(name, isCount).at(-1)
    if (value !== undefined) filter[name] = Number(value)
  }
  const missing = sound('missing', (value) => readMissing(value) !== null).at(-1)
  const choice = missing === undefined ? null : readMissing(missing)
  if (choice !== null) filter.missing = choice
  const sort = sound('sort', (value) => readSort(value) !== null).at(-1)
  return { filter, sort: (sort && readSort(sort)) || defaultSort, faults }
}

/** The inverse of `readJobFilter`: names in a fixed order, the default sort left out. */
export function writeJobFilter(filter: JobFilter, sort: JobSort = defaultSort): [string, string][] {
  const pairs: [string, string][] = []
  for (const name of listFilters) {
    for (const value of filter[name] ?? []) pairs.push([name, value])
  }
  for (const name of ['q', 'createdFrom', 'createdTo'] as const) {
    if (filter[name] !== undefined) pairs.push([name, filter[name]])
  }
  for (const name of ['devicesFrom', 'devicesTo'] as const) {
    if (filter[name] !== undefined) pairs.push([name, String(filter[name])])
  }
  if (filter.missing !== undefined) pairs.push(['missing', filter.missing])
  if (writeSort(sort) !== writeSort(defaultSort)) pairs.push(['sort', writeSort(sort)])
  return pairs
}

/** `-createdAt` → descending by `createdAt`; `null` where it names no column. */
export function readSort(text: string): JobSort | null {
  const descending = text.startsWith('-')
  const by = sortKeys.find((key) => key === text.slice(descending ? 1 : 0))
  return by ? { by, descending } : null
}

function readMissing(text: string): MissingChoice | null {
  return missingChoices.find((choice) => choice === text) ?? null
}

export function writeSort({ by, descending }: JobSort): string {
  return descending ? `-${by}` : by
}

const unitMs = { D: 86_400_000, H: 3_600_000, M: 60_000 } as const

/**
 * The moment in epoch milliseconds that a filter's text names; `null` where it names none. A date
 * alone is none: which day that is depends on the zone, and whether its end or its start is meant.
 */
export function readMoment(text: string, nowMs: number): number | null {
  const ago = /^-P(?:(\d{1,5})D|T(\d{1,6})(H|M))$/.exec(text)
  if (ago) {
    const unit = ago[1] === undefined ? (ago[3] as 'H' | 'M') : 'D'
    return nowMs - Number(ago[1] ?? ago[2]) * unitMs[unit]
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
    return null
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? null : moment
}

const isText = () => true
const isMoment = (value: string) => readMoment(value, 0) !== null
const isCount = (value: string) => /^\d{1,9}$/.test(value)

function isWordOf(words: readonly string[]) {
  return (value: string) => words.includes(value) || value.startsWith('unknown-')
}

const checks: { [name in ListFilter]?: (value: string) => boolean } = {
  status: isWordOf(knownStatuses),
  strategy: isWordOf(knownStrategies),
  targetUid: (value) => /^[\w*-]+$/.test(value),
  jobId: (value) => isJobId(value),
}

/** What may be a job id at all: asking upstream about anything else is a wasted call. */
export function isJobId(text: string): boolean {
  return /^[\w*.=+/-]{1,128}$/.test(text)
}
