import type { Instance } from '../../jobs/job.ts'
import { createDictionary, type Dictionary } from './dictionary.ts'
import { withRoom } from './growing.ts'
import {
  type CodedName,
  codedNames,
  type IndexedJob,
  type NumberName,
  numberNames,
} from './indexed-job.ts'
import { createJobIds, type JobIds } from './job-ids.ts'

/** Whether there is such a row, and whether it is missing. */
export const rowStates = { none: 0, listed: 1, missing: 2 } as const

/**
 * The rows of `jobs`, a column each, a row at the place of its id: those begin at 1, have no gaps
 * unless somebody made them, and stay. Whoever reads a column takes it anew after each change.
 */
export type JobColumns = {
  /** Behind the last row. */
  end(): number
  /** All rows in order, in parts after each of which others have their turn. */
  parts(): Iterable<Part>
  readonly jobIds: JobIds
  readonly dictionaries: { readonly [name in CodedName]: Dictionary }
  codes(name: CodedName): Uint32Array
  /** `NaN`: there is none. */
  numbers(name: NumberName): Float64Array
  statusOrders(): Uint8Array
  states(): Uint8Array
  /** How many rows are missing, or not there at all. */
  unlistedCount(): number
  /** What a number of the dictionary `targets` stands for. */
  targetsOf(code: number): readonly Instance[]
  /** There will be so many rows. */
  expect(count: number): void
  /** A row that is there, or the next one. */
  put(job: IndexedJob): void
  confirm(row: number, atMs: number): void
}

export type Part = { readonly from: number; readonly to: number }

/** What takes a few milliseconds. */
const rowsOfTurn = 1 << 15

export function createJobColumns(rowsOfPart = rowsOfTurn): JobColumns {
  const dictionaries = {} as { [name in CodedName]: Dictionary }
  const coded = {} as { [name in CodedName]: Uint32Array }
  for (const name of codedNames) {
    dictionaries[name] = createDictionary()
    coded[name] = new Uint32Array(1)
  }
  const numbers = {} as { [name in NumberName]: Float64Array }
  for (const name of numberNames) numbers[name] = new Float64Array(1)
  let statusOrders = new Uint8Array(1)
  let states = new Uint8Array(1)
  const jobIds = createJobIds()
  const targets: (readonly Instance[])[] = []
  let end = 1
  let listedCount = 0

  function makeRoom(length: number) {
    for (const name of codedNames) coded[name] = withRoom(coded[name], length)
    for (const name of numberNames) numbers[name] = withRoom(numbers[name], length)
    statusOrders = withRoom(statusOrders, length)
    states = withRoom(states, length)
  }

  return {
    end: () => end,

    *parts() {
      for (let from = 1; from < end; from += rowsOfPart) {
        yield { from, to: Math.min(from + rowsOfPart, end) }
      }
    },

    jobIds,
    dictionaries,
    codes: (name) => coded[name],
    numbers: (name) => numbers[name],
    statusOrders: () => statusOrders,
    states: () => states,
    unlistedCount: () => end - 1 - listedCount,

    targetsOf(code) {
      targets[code] ??= JSON.parse(dictionaries.targets.texts[code] ?? '[]') as Instance[]
      return targets[code]
    },

    expect(count) {
      makeRoom(count + 1)
      jobIds.expect(count)
    },

    confirm(row, atMs) {
      numbers.confirmed_at[row] = atMs
    },

    put(job) {
      const { id } = job
      if (id >= end) {
        if (id >= states.length) makeRoom(id + 1)
        jobIds.add(id, job.job_id)
        end = id + 1
      }
      for (const name of codedNames) coded[name][id] = dictionaries[name].codeOf(job[name])
      for (const name of numberNames) numbers[name][id] = job[name] ?? Number.NaN
      statusOrders[id] = job.status_order
      if (states[id] === rowStates.listed) listedCount -= 1
      const isListed = job.missing_since === null
      states[id] = isListed ? rowStates.listed : rowStates.missing
      if (isListed) listedCount += 1
    },
  }
}
