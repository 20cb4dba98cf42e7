import type { SQLInputValue } from 'node:sqlite'
import type { JobSort } from '../jobs/job-filter.ts'
import type { Condition } from './conditions.ts'
import { isHidingMissing, valuesOf, whereSql } from './conditions.ts'
import type { JobRow } from './job-rows.ts'
import type { Position } from './page-token.ts'
import type { Queries } from './queries.ts'

export type PageQuery = {
  readonly conditions: readonly Condition[]
  readonly sort: JobSort
  /** How many jobs meet the conditions. */
  readonly jobCount: number
  readonly size: number
  /** `null`: from the start. */
  readonly position: Position | null
}

type SortColumn = {
  readonly name: 'created_at' | 'device_count' | 'status_order' | 'since_before'
  readonly index: string
  readonly nullable: boolean
}

const sortColumns: { readonly [key in JobSort['by']]: SortColumn } = {
  createdAt: { name: 'created_at', index: 'jobs_by_created_at', nullable: true },
  deviceCount: { name: 'device_count', index: 'jobs_by_device_count', nullable: true },
  status: { name: 'status_order', index: 'jobs_by_status', nullable: false },
  statusSince: { name: 'since_before', index: 'jobs_by_status_since', nullable: false },
}

/** At most `size` rows after `position`, ties by job id and connection, nulls last both ways. */
export function listPage(db: Queries, query: PageQuery): JobRow[] {
  const { position, size, sort } = query
  const valued = position?.value === null ? [] : readPart(db, query, 'valued', size)
  if (valued.length === size || !sortColumns[sort.by].nullable) return valued
  return [...valued, ...readPart(db, query, 'null', size - valued.length)]
}

export function positionOf(row: JobRow, sort: JobSort): Position {
  return { value: row[sortColumns[sort.by].name], jobId: row.job_id, connection: row.connection }
}

/**
 * Below this many matches it is cheaper to collect and sort them; above, to walk the order and
 * leave out what does not match. The planner cannot tell: it has no idea how many match. Where
 * (nearly) every job matches, the order is cheaper however few there are.
 */
const fewJobs = 2_000

/** SQLite puts nulls last one way only, so that each of the two parts is a range of the index. */
function readPart(db: Queries, query: PageQuery, part: 'valued' | 'null', limit: number) {
  const { conditions, sort, jobCount, position } = query
  const { name: column, index } = sortColumns[sort.by]
  const keys = part === 'null' ? ['job_id', 'connection'] : [column, 'job_id', 'connection']
  const clauses = [
    ...conditions,
    { sql: part === 'null' ? `${column} IS NULL` : `${column} IS NOT NULL` },
  ]
  const values: SQLInputValue[] = valuesOf(conditions)

  if (position !== null && (position.value === null) === (part === 'null')) {
    const marks = keys.map(() => '?').join(', ')
    clauses.push({ sql: `(${keys.join(', ')}) ${sort.descending ? '<' : '>'} (${marks})` })
    if (part === 'valued') values.push(position.value)
    values.push(position.jobId, position.connection)
  }
  // `+` hides the column from the planner: sort what the conditions' own indexes find.
  const few = jobCount < fewJobs && !conditions.every(isHidingMissing)
  const way = sort.descending ? 'DESC' : 'ASC'
  const order = keys.map((key) => `${few ? '+' : ''}${key} ${way}`).join(', ')
  return db.all<JobRow>(
    `SELECT * FROM jobs ${few ? '' : `INDEXED BY ${index}`}
    ${whereSql(clauses)} ORDER BY ${order} LIMIT ?`,
    [...values, limit],
  )
}
