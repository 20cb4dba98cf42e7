import type { JobFilter, ListFilter, MissingChoice } from '../../server/jobs/job-filter.ts'
import type { MirroredJob } from '../api/client.ts'
import type { Messages } from '../i18n/en.ts'
import { nameOfValue } from './filter-words.ts'
import { withMissing, withValues } from './job-search.ts'

/** What a cell of a row can narrow the list to. */
export type CellFilter = { readonly name: ListFilter | 'missing'; readonly value: string }

/** What each cell narrows to; `null`: nothing, as the job states nothing there. */
export function cellFilters({
  status,
  missingSince,
  productKey,
  source,
  targets,
  strategy,
  targetUid,
  connection,
}: MirroredJob) {
  const by = (name: ListFilter, value: string | undefined): CellFilter | null =>
    value ? { name, value } : null
  return {
    status:
      missingSince === null ? by('status', status) : { name: 'missing' as const, value: 'only' },
    productKey: by('productKey', productKey),
    source: by('sourceInstance', source.id),
    targets: by('targetInstance', targets[0]?.id),
    strategy: by('strategy', strategy),
    targetUid: by('targetUid', targetUid),
    connection: by('connection', connection),
  }
}

/** Every one of them that a row can offer, its regions and all its targets included. */
export function rowFilters(job: MirroredJob): readonly CellFilter[] {
  const { status, productKey, source, strategy, targetUid, connection } = cellFilters(job)
  const by = (name: ListFilter, values: readonly string[]): CellFilter[] =>
    [...new Set(values)].filter((value) => value !== '').map((value) => ({ name, value }))
  return [
    status,
    productKey,
    strategy,
    source,
    ...by('sourceRegion', [job.source.region]),
    ...by(
      'targetInstance',
      job.targets.map(({ id }) => id),
    ),
    ...by(
      'targetRegion',
      job.targets.map(({ region }) => region),
    ),
    targetUid,
    connection,
  ].filter((one) => one !== null)
}

/** This value alone, in place of whatever the filter of this name says; the others stay. */
export function narrowed(filter: JobFilter, { name, value }: CellFilter): JobFilter {
  return name === 'missing' ? withMissing(filter, 'only') : withValues(filter, name, [value])
}

/** `status=running` for each filter that asks for one value: such a cell has nothing to offer. */
export function soleFilters(filter: JobFilter): readonly string[] {
  const { missing, ...others } = filter
  const single = Object.entries(others).flatMap(([name, values]) =>
    Array.isArray(values) && values.length === 1 ? [`${name}=${values[0]}`] : [],
  )
  return missing === 'only' ? [...single, 'missing=only'] : single
}

export const filterKey = ({ name, value }: CellFilter): string => `${name}=${value}`

/** `Product key` and `a1BwAGV4kPz` */
export function filterWords(messages: Messages, job: MirroredJob, { name, value }: CellFilter) {
  const filter = messages.list.filter.names[name]
  if (name === 'missing') return { filter, value: messages.list.missing[value as MissingChoice] }
  const instances = new Map([job.source, ...job.targets].map((one) => [one.id, one.name]))
  const named = nameOfValue(messages, (id) => instances.get(id) ?? '')
  return { filter, value: named(name, value) }
}

/** `Filter by Product key: a1BwAGV4kPz` */
export function filterLabel(messages: Messages, job: MirroredJob, by: CellFilter): string {
  const words = messages.tableTools.filterBy
  if (by.name === 'missing') return words.gone
  const { filter, value } = filterWords(messages, job, by)
  return words.value(filter, value)
}
