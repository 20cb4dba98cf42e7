import type { JobFilter, ListFilter } from '../../jobs/job-filter.ts'
import { listFilters } from '../../jobs/job-filter.ts'
import type { JobScope } from '../../jobs/job-scope.ts'
import type { CreatedRange } from '../created-range.ts'
import type { CodedName, NumberName } from './indexed-job.ts'
import { type JobColumns, rowStates } from './job-columns.ts'
import { facetBits, hiddenBit, jobIdBit, type Misses, rangeBit } from './misses.ts'
import { scopeCondition } from './scope-condition.ts'
import { textCondition } from './text-condition.ts'

/** Which jobs. */
export type Question = {
  readonly filter: JobFilter
  /** The filter's, at one moment. */
  readonly created: CreatedRange
  /** The only connections that count; absent: all of them. */
  readonly connections: readonly string[] | undefined
  readonly scope: JobScope
}

/** Adds to the misses of rows from one to before another. */
export type Condition = (misses: Misses, from: number, to: number) => void

/** `rowsOf`: the rows of jobs by their ids. What every row meets is no condition. */
export function toConditions(
  jobs: JobColumns,
  { filter, created, connections, scope }: Question,
  rowsOf: (jobIds: readonly string[]) => readonly number[],
): Condition[] {
  const { devicesFrom = null, devicesTo = null, q, jobId } = filter
  const lists = listFilters.map((name) => {
    const wanted = filter[name]
    return name === 'jobId' || !wanted ? null : listCondition(jobs, name, new Set(wanted))
  })
  const configured = connections && new Set(connections)
  return [
    ...lists,
    jobId ? rowCondition(rowsOf(jobId)) : null,
    configured
      ? codedCondition(jobs, 'connection', hiddenBit, (text) => configured.has(text))
      : null,
    scopeCondition(jobs, scope),
    rangeCondition(jobs, 'created_at', created),
    rangeCondition(jobs, 'device_count', { from: devicesFrom, to: devicesTo }),
    q === undefined ? null : textCondition(jobs, q),
    stateCondition(jobs, filter),
  ].filter((condition) => condition !== null)
}

const columnOf: { readonly [name in Exclude<ListFilter, 'jobId'>]: CodedName } = {
  status: 'status',
  productKey: 'product_key',
  strategy: 'strategy',
  sourceInstance: 'source_id',
  sourceRegion: 'source_region',
  targetUid: 'target_uid',
  connection: 'connection',
  targetInstance: 'targets',
  targetRegion: 'targets',
}

function listCondition(
  jobs: JobColumns,
  name: Exclude<ListFilter, 'jobId'>,
  wanted: ReadonlySet<string>,
): Condition | null {
  const isWanted = (text: string, code: number) => {
    if (name === 'targetInstance') return jobs.targetsOf(code).some(({ id }) => wanted.has(id))
    if (name === 'targetRegion') return jobs.targetsOf(code).some((each) => wanted.has(each.region))
    return wanted.has(text)
  }
  return codedCondition(jobs, columnOf[name], facetBits[name], isWanted)
}

function codedCondition(
  jobs: JobColumns,
  column: CodedName,
  bit: number,
  isMet: (text: string, code: number) => boolean,
): Condition | null {
  const missOf = Uint16Array.from(jobs.dictionaries[column].texts, (text, code) =>
    isMet(text, code) ? 0 : bit,
  )
  return missOf.includes(bit) ? missCondition(jobs.codes(column), missOf) : null
}

function missCondition(codes: Uint32Array | Uint8Array, missOf: Uint16Array): Condition {
  return (misses, from, to) => {
    for (let row = from; row < to; row++) {
      misses[row] = (misses[row] ?? 0) | (missOf[codes[row] ?? 0] ?? 0)
    }
  }
}

function rowCondition(wanted: readonly number[]): Condition {
  return (misses, from, to) => {
    for (let row = from; row < to; row++) misses[row] = (misses[row] ?? 0) | jobIdBit
    for (const row of wanted) {
      if (row >= from && row < to) misses[row] = (misses[row] ?? 0) & ~jobIdBit
    }
  }
}

/** Both ends belong to it; a row without the number is in no range. */
function rangeCondition(
  jobs: JobColumns,
  column: NumberName,
  { from: least, to: most }: CreatedRange,
): Condition | null {
  if (least === null && most === null) return null
  const numbers = jobs.numbers(column)
  const lowest = least ?? Number.NEGATIVE_INFINITY
  const highest = most ?? Number.POSITIVE_INFINITY
  return (misses, from, to) => {
    for (let row = from; row < to; row++) {
      const number = numbers[row] ?? Number.NaN
      if (!(number >= lowest && number <= highest)) misses[row] = (misses[row] ?? 0) | rangeBit
    }
  }
}

function stateCondition(jobs: JobColumns, { missing }: JobFilter): Condition | null {
  const isAllListed = jobs.unlistedCount() === 0
  if (isAllListed && missing !== 'only') return null
  const missOf = Uint16Array.of(hiddenBit, hiddenBit, hiddenBit)
  if (missing !== 'only') missOf[rowStates.listed] = 0
  if (missing !== undefined) missOf[rowStates.missing] = 0
  return missCondition(jobs.states(), missOf)
}
