import { withRoom } from './growing.ts'

/** Rows in an order that is put right when it is read. */
export type SortedRows = {
  /** Takes all rows up to the last, in their order. */
  fill(rows: Uint32Array, last: number): void
  /** The row is new, or its place is another one now. */
  move(row: number): void
  /** All of them, in order; good until the next `move` or `fill`. */
  read(): Uint32Array
}

/** So many at most wait to be put in their places. */
const mostMoved = 512

export function createSortedRows(compare: (left: number, right: number) => number): SortedRows {
  let rows: Uint32Array = new Uint32Array(0)
  let length = 0
  /** Rows beyond this one were in no place yet. */
  let last = 0
  const moved = new Set<number>()

  function settle() {
    if (moved.size === 0) return
    takeOut()
    const fresh = Uint32Array.from(moved).sort(compare)
    rows = withRoom(rows, length + fresh.length)
    // From behind: what is between two of the places moves once.
    let end = length
    for (let left = fresh.length; left > 0; left--) {
      const row = fresh[left - 1] ?? 0
      const place = placeIn(rows.subarray(0, end), (other) => compare(other, row) < 0)
      rows.copyWithin(place + left, place, end)
      rows[place + left - 1] = row
      end = place
    }
    length += fresh.length
    for (const row of moved) last = Math.max(last, row)
    moved.clear()
  }

  function takeOut() {
    const old = [...moved].filter((row) => row <= last)
    if (old.length === 0) return
    const isOld = new Uint8Array(last + 1)
    for (const row of old) isOld[row] = 1
    let kept = 0
    for (let place = 0; place < length; place++) {
      const row = rows[place] ?? 0
      rows[kept] = row
      kept += 1 - (isOld[row] ?? 0)
    }
    length = kept
  }

  return {
    fill(all, lastRow) {
      rows = all
      length = all.length
      last = lastRow
      moved.clear()
    },

    move(row) {
      moved.add(row)
      if (moved.size >= mostMoved) settle()
    },

    read() {
      settle()
      return rows.subarray(0, length)
    },
  }
}

/** The first place whose row is not before what is looked for. */
export function placeIn(rows: Uint32Array, isBefore: (row: number) => boolean): number {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isBefore(rows[middle] ?? 0)) from = middle + 1
    else to = middle
  }
  return from
}
