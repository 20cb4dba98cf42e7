import type { Condition } from './conditions.ts'
import type { CodedName } from './indexed-job.ts'
import type { JobColumns } from './job-columns.ts'
import { textBit } from './misses.ts'

/** The text is within one of a job's ids, keys and names, whatever its case. */
export function textCondition(jobs: JobColumns, text: string): Condition {
  const wanted = text.toLowerCase()
  const isFound = (other: string) => other.toLowerCase().includes(wanted)
  const inTargets = (_: string, code: number) =>
    jobs.targetsOf(code).some(({ id, name }) => isFound(id) || isFound(name))
  const columns = [
    ...textColumns.map((name) => findIn(jobs, name, isFound)),
    findIn(jobs, 'targets', inTargets),
  ].filter((column) => column !== null)

  return (misses, from, to) => {
    for (let row = from; row < to; row++) misses[row] = (misses[row] ?? 0) | textBit
    for (const column of columns) column(misses, from, to)
    jobs.jobIds.search(wanted, from, to, (row) => {
      misses[row] = (misses[row] ?? 0) & ~textBit
    })
  }
}

const textColumns: readonly CodedName[] = [
  'product_key',
  'source_uid',
  'target_uid',
  'source_id',
  'source_name',
]

/** Takes the bit off the rows that have such a value; `null`: none has. */
function findIn(
  jobs: JobColumns,
  column: CodedName,
  isFound: (text: string, code: number) => boolean,
): Condition | null {
  const kept = Uint16Array.from(jobs.dictionaries[column].texts, (text, code) =>
    isFound(text, code) ? ~textBit : 0xffff,
  )
  if (kept.every((mask) => mask === 0xffff)) return null
  const codes = jobs.codes(column)
  return (misses, from, to) => {
    for (let row = from; row < to; row++) {
      misses[row] = (misses[row] ?? 0) & (kept[codes[row] ?? 0] ?? 0)
    }
  }
}
