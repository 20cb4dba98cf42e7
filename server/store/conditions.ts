import type { SQLInputValue } from 'node:sqlite'
import { AppError } from '../errors.ts'
import type { JobFilter, ListFilter } from '../jobs/job-filter.ts'
import { listFilters, readMoment } from '../jobs/job-filter.ts'
import type { JobGrant, JobScope } from '../jobs/job-scope.ts'
import { foldCase } from './job-rows.ts'

/** One part of a filter as SQL about `jobs`, with a `?` for each of its values. */
export type Condition = {
  /** `configured` and `scope` are not the reader's wish: which connections there are, what they may see. */
  readonly name: keyof JobFilter | 'configured' | 'scope'
  readonly sql: string
  readonly values: readonly SQLInputValue[]
}

/** What must be left out of the answer; where the file holds nothing of it, that costs nothing. */
export type Hidden = {
  /** The only connections that count; `null`: all of them. */
  readonly otherThan: readonly string[] | null
  /** Are there missing jobs at all? */
  readonly missing: boolean
  /** Whatever is not within it. */
  readonly beyond: JobScope
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

export function toConditions(
  filter: JobFilter,
  created: CreatedRange,
  hidden: Hidden,
): Condition[] {
  const conditions: Condition[] = []
  const add = (name: Condition['name'], sql: string, ...values: SQLInputValue[]) =>
    conditions.push({ name, sql, values })

  for (const name of listFilters) {
    // A list travels as one JSON text: the SQL stays the same for any number of values.
    const values = filter[name]
    if (values !== undefined) add(name, listSql[name], JSON.stringify(values))
  }
  const { otherThan } = hidden
  if (otherThan !== null) add('configured', listSql.connection, JSON.stringify(otherThan))
  conditions.push(...toScopeConditions(hidden.beyond))
  if (created.from !== null) add('createdFrom', 'created_at >= ?', created.from)
  if (created.to !== null) add('createdTo', 'created_at <= ?', created.to)
  const { devicesFrom, devicesTo } = filter
  if (devicesFrom !== undefined) add('devicesFrom', 'device_count >= ?', devicesFrom)
  if (devicesTo !== undefined) add('devicesTo', 'device_count <= ?', devicesTo)
  if (filter.q !== undefined) add('q', 'instr(search_text, ?) > 0', foldCase(filter.q))
  if (filter.missing === 'only') add('missing', isMissing)
  if (filter.missing === undefined && hidden.missing) add('missing', isListed)
  return conditions
}

/** One condition, or none where everything is within the scope. */
export function toScopeConditions(scope: JobScope): Condition[] {
  if (scope === 'everything') return []
  const values: SQLInputValue[] = []
  const isIn = (column: string, list: readonly string[]) => {
    values.push(JSON.stringify(list))
    return `${column} ${isAnyOf}`
  }
  const toSql = ({ connections, accounts, products }: JobGrant) => {
    const parts: string[] = []
    if (connections) parts.push(isIn('+connection', connections))
    if (accounts) parts.push(`(${isIn('source_uid', accounts)} OR ${isIn('target_uid', accounts)})`)
    if (products) parts.push(isIn('product_key', products))
    return parts.join(' AND ') || 'TRUE'
  }
  const sql = scope.map((grant) => `(${toSql(grant)})`).join(' OR ')
  return [{ name: 'scope', sql: `(${sql || 'FALSE'})`, values }]
}

const isListed = 'missing_since IS NULL'
const isMissing = 'missing_since IS NOT NULL'

export const missingJobsSql = `SELECT id FROM jobs WHERE ${isMissing}`

/** Does the condition leave out nothing but missing jobs? */
export function isHidingMissing({ sql }: Condition): boolean {
  return sql === isListed
}

export function valuesOf(conditions: readonly Condition[]): SQLInputValue[] {
  return conditions.flatMap(({ values }) => values)
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
