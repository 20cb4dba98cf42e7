export type TableFilter = { status?: number; productKey?: string; targetUid?: string }

/** A place in the list: newest job first, equal times by job id. */
export type JobKey = { createdAt: number; jobId: string }

export type TableReader = {
  createdAt(row: number): number
  jobId(row: number): string
  matches(row: number, filter: TableFilter): boolean
}

/** `before`: jobs of the list that come before this page. */
export type TablePage = { rows: number[]; total: number; before: number; hasMore: boolean }

type Entry = { filter: TableFilter; rows: number[] }

const cachedFilters = 32

/**
 * Sorted rows, oldest first, for every filter that was asked for. They are gathered once and then
 * kept up to date, so a page costs a binary search and its own length, however many jobs there are.
 */
export class JobTable {
  readonly #reader: TableReader
  readonly #all: number[] = []
  readonly #filtered = new Map<string, Entry>()

  constructor(reader: TableReader) {
    this.#reader = reader
  }

  add(row: number): void {
    this.#insert(this.#all, row)
    for (const { filter, rows } of this.#filtered.values()) {
      if (this.#reader.matches(row, filter)) this.#insert(rows, row)
    }
  }

  remove(row: number): void {
    this.#remove(this.#all, row)
    for (const { rows } of this.#filtered.values()) this.#remove(rows, row)
  }

  /** Runs `change`, then moves the row between the filters that it left and entered. */
  update(row: number, change: () => void): void {
    const entries = [...this.#filtered.values()]
    const before = entries.map(({ filter }) => this.#reader.matches(row, filter))
    change()
    for (const [index, { filter, rows }] of entries.entries()) {
      const isIn = this.#reader.matches(row, filter)
      if (isIn === before[index]) continue
      if (isIn) this.#insert(rows, row)
      else this.#remove(rows, row)
    }
  }

  count(filter: TableFilter): number {
    return this.#rowsFor(filter).length
  }

  /** The page that starts `offset` jobs behind the newest. */
  pageAt(filter: TableFilter, offset: number, size: number): TablePage {
    return slice(this.#rowsFor(filter), offset, size)
  }

  /** The page of jobs that come after `key` in the list. */
  pageAfter(filter: TableFilter, key: JobKey, size: number): TablePage {
    const rows = this.#rowsFor(filter)
    return slice(rows, rows.length - this.#countOlder(rows, key), size)
  }

  #rowsFor(filter: TableFilter): readonly number[] {
    const name = JSON.stringify([filter.status, filter.productKey, filter.targetUid])
    if (name === '[null,null,null]') return this.#all
    const entry = this.#filtered.get(name) ?? this.#gather(filter)
    // Set anew so that the Map's order is the order of last use.
    this.#filtered.delete(name)
    this.#filtered.set(name, entry)
    const oldest = this.#filtered.keys().next()
    if (this.#filtered.size > cachedFilters && !oldest.done) this.#filtered.delete(oldest.value)
    return entry.rows
  }

  #gather(filter: TableFilter): Entry {
    return { filter, rows: this.#all.filter((row) => this.#reader.matches(row, filter)) }
  }

  #insert(rows: number[], row: number): void {
    const newest = rows.at(-1)
    const createdAt = this.#reader.createdAt(row)
    if (newest === undefined || this.#reader.createdAt(newest) < createdAt) rows.push(row)
    else rows.splice(this.#countOlder(rows, this.#keyOf(row)), 0, row)
  }

  #remove(rows: number[], row: number): void {
    const place = this.#countOlder(rows, this.#keyOf(row))
    if (rows[place] === row) rows.splice(place, 1)
  }

  #countOlder(rows: readonly number[], key: JobKey): number {
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#compare(rows[middle] as number, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #compare(row: number, key: JobKey): number {
    const difference = this.#reader.createdAt(row) - key.createdAt
    if (difference !== 0) return difference
    const jobId = this.#reader.jobId(row)
    if (jobId === key.jobId) return 0
    return jobId < key.jobId ? -1 : 1
  }

  #keyOf(row: number): JobKey {
    return { createdAt: this.#reader.createdAt(row), jobId: this.#reader.jobId(row) }
  }
}

function slice(rows: readonly number[], newer: number, size: number): TablePage {
  const first = rows.length - 1 - newer
  const page: number[] = []
  for (let place = first; place >= 0 && page.length < size; place -= 1) {
    page.push(rows[place] as number)
  }
  return { rows: page, total: rows.length, before: newer, hasMore: first - size >= 0 }
}
