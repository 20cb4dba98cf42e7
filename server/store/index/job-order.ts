import type { Position } from '../page-token.ts'
import type { JobColumns } from './job-columns.ts'
import type { Misses } from './misses.ts'
import type { SortRows } from './sort-rows.ts'
import { createSortedRows, placeIn } from './sorted-rows.ts'

/** All rows in one order: by a number, `NaN` last, ties by job id and connection. */
export type JobOrder = {
  /** What it goes by. */
  numberOf(row: number): number
  /** Takes all rows, given by job id and connection. */
  fill(rows: Uint32Array, sort: SortRows): void
  /** The row is new, or what it goes by has changed. */
  move(row: number): void
  /** Rows without a number come last both ways. */
  read(page: PageOfOrder): number[]
}

export type PageOfOrder = {
  readonly descending: boolean
  /** Where the page before ended; `null`: from the start. */
  readonly position: Position | null
  readonly size: number
  /** Only rows with a 0 there; `null`: all. */
  readonly misses: Misses | null
  /** How many those are, on all pages: after so many there is none to look for. */
  readonly count: number
}

export function createJobOrder(jobs: JobColumns, numberOf: (row: number) => number): JobOrder {
  const { jobIds } = jobs
  const sorted = createSortedRows(
    (left, right) =>
      compareNumbers(numberOf(left), numberOf(right)) ||
      jobIds.compare(left, right) ||
      compareTexts(connectionOf(left), connectionOf(right)),
  )

  function connectionOf(row: number): string {
    const code = jobs.codes('connection')[row] ?? 0
    return jobs.dictionaries.connection.texts[code] ?? ''
  }

  /** Gives how a row compares with the one that was there. */
  function toComparison({ value, jobId, connection }: Position): (row: number) => number {
    const bytes = Buffer.from(jobId)
    return (row) =>
      compareNumbers(numberOf(row), value ?? Number.NaN) ||
      jobIds.compareWith(row, bytes) ||
      compareTexts(connectionOf(row), connection)
  }

  /** Parts of the order, each from a place to before another one, up or down. */
  function stretches(
    rows: Uint32Array,
    descending: boolean,
    position: Position | null,
  ): { readonly from: number; readonly to: number }[] {
    const end = rows.length
    const comparison = position && toComparison(position)
    if (!descending) {
      return [{ from: comparison ? placeIn(rows, (row) => comparison(row) <= 0) : 0, to: end }]
    }
    const numbers = placeIn(rows, (row) => !Number.isNaN(numberOf(row)))
    const before = comparison && placeIn(rows, (row) => comparison(row) < 0)
    if (position?.value === null) return [{ from: (before ?? end) - 1, to: numbers - 1 }]
    return [
      { from: (before ?? numbers) - 1, to: -1 },
      { from: end - 1, to: numbers - 1 },
    ]
  }

  return {
    numberOf,
    fill: (rows, sort) => sorted.fill(sort(rows, numberOf), jobs.end() - 1),
    move: sorted.move,

    read({ descending, position, size, misses, count }) {
      const rows = sorted.read()
      const most = Math.min(size, count)
      const found: number[] = []
      for (const { from, to } of stretches(rows, descending, position)) {
        const step = from < to ? 1 : -1
        for (let place = from; place !== to && found.length < most; place += step) {
          const row = rows[place] ?? 0
          if (misses === null || misses[row] === 0) found.push(row)
        }
      }
      return found
    },
  }
}

function compareNumbers(left: number, right: number): number {
  if (left < right) return -1
  if (left > right) return 1
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
}

/** As SQLite does: by the bytes of UTF-8. */
function compareTexts(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right))
}
