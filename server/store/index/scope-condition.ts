import type { JobGrant, JobScope } from '../../jobs/job-scope.ts'
import type { Condition } from './conditions.ts'
import type { CodedName } from './indexed-job.ts'
import type { JobColumns } from './job-columns.ts'
import { scopeBit } from './misses.ts'

/** `null`: everything is within it. */
export function scopeCondition(jobs: JobColumns, scope: JobScope): Condition | null {
  if (scope === 'everything') return null
  const grants = scope.map((grant) => grantCondition(jobs, grant))
  return (misses, from, to) => {
    for (let row = from; row < to; row++) misses[row] = (misses[row] ?? 0) | scopeBit
    for (const grant of grants) grant(misses, from, to)
  }
}

/** Takes the bit off the rows that the grant is of. */
function grantCondition(
  jobs: JobColumns,
  { connections, accounts, products }: JobGrant,
): Condition {
  const ofConnections = columnOf(jobs, 'connection', connections)
  const ofProducts = columnOf(jobs, 'product_key', products)
  const ofSources = columnOf(jobs, 'source_uid', accounts)
  const ofTargets = columnOf(jobs, 'target_uid', accounts)
  return (misses, from, to) => {
    for (let row = from; row < to; row++) {
      const isWithin =
        isWanted(ofConnections, row) &
        isWanted(ofProducts, row) &
        (isWanted(ofSources, row) | isWanted(ofTargets, row))
      misses[row] = (misses[row] ?? 0) & ~(scopeBit * isWithin)
    }
  }
}

type WantedOfColumn = { readonly codes: Uint32Array; readonly wanted: Uint8Array }

function columnOf(
  jobs: JobColumns,
  column: CodedName,
  list: readonly string[] | undefined,
): WantedOfColumn {
  const texts = new Set(list)
  const wanted = Uint8Array.from(jobs.dictionaries[column].texts, (text) =>
    Number(list === undefined || texts.has(text)),
  )
  return { codes: jobs.codes(column), wanted }
}

function isWanted({ codes, wanted }: WantedOfColumn, row: number): number {
  return wanted[codes[row] ?? 0] ?? 0
}
