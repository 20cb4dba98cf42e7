import type { SQLInputValue } from 'node:sqlite'
import { AppError } from '../errors.ts'
import type { JobFilter, ListFilter } from '../jobs/job-filter.ts'
import { listFilters, readMoment } from '../jobs/job-filter.ts'
import { foldCase } from './job-rows.ts'

/** One part of a filter as SQL about `jobs`, with one `?` for its value. */
export type Condition = {
  /** `scope`: not the reader's wish, but which connections there are. */
  readonly name: keyof JobFilter | 'scope'
  readonly sql: string
  readonly value: SQLInputValue
}

/** The created range in epoch milliseconds; `null`: open at that end. */
export type CreatedRange = { readonly from: number | null; readonly to: number | null }

/** Throws `invalid-request` for a text that names no moment. */
export function readCreatedRange(filter: JobFilter, nowMs: number): CreatedRange {
  const read = (name: 'createdFrom' | 'createdTo') => {
    const text = filter[name]
    if (text === undefined) return null
    const moment = readMoment(text, nowMs)
    if (moment === null) throw new AppError('invalid-request', `${name} is not a moment: ${text}`)
    return moment
  }
  return { from: read('createdFrom'), to: read('createdTo') }
}

/** `scope`: the only connections that count; `null`: all of them. */
export function toConditions(
  filter: JobFilter,
  created: CreatedRange,
  scope: readonly string[] | null,
): Condition[] {
  const conditions: Condition[] = []
  const add = (name: Condition['name'], sql: string, value: SQLInputValue) =>
    conditions.push({ name, sql, value })

  for (const name of listFilters) {
    // A list travels as one JSON text: the SQL stays the same for any number of values.
    const values = filter[name]
    if (values !== undefined) add(name, listSql[name], JSON.stringify(values))
  }
  if (scope !== null) add('scope', listSql.connection, JSON.stringify(scope))
  if (created.from !== null) add('createdFrom', 'created_at >= ?', created.from)
  if (created.to !== null) add('createdTo', 'created_at <= ?', created.to)
  if (filter.q !== undefined) add('q', 'instr(search_text, ?) > 0', foldCase(filter.q))
  return conditions
}

export function whereSql(conditions: readonly { readonly sql: string }[]): string {
  if (conditions.length === 0) return ''
  return `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
}

const isAnyOf = 'IN (SELECT value FROM json_each(?))'

const listSql: { readonly [name in ListFilter]: string } = {
  status: `status ${isAnyOf}`,
  productKey: `product_key ${isAnyOf}`,
  strategy: `strategy ${isAnyOf}`,
  sourceInstance: `source_id ${isAnyOf}`,
  sourceRegion: `source_region ${isAnyOf}`,
  targetUid: `target_uid ${isAnyOf}`,
  jobId: `job_id ${isAnyOf}`,
  targetInstance: `id IN (SELECT job FROM job_targets WHERE kind = 'instance' AND value ${isAnyOf})`,
  targetRegion: `id IN (SELECT job FROM job_targets WHERE kind = 'region' AND value ${isAnyOf})`,
  // `+` keeps the planner from the index of connections, which would collect and sort every job.
  connection: `+connection ${isAnyOf}`,
}
