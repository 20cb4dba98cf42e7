import type { FacetName } from '../../jobs/job-store.ts'
import { countsFor, type Misses } from './misses.ts'

/** How many rows have each value of a column, and which of them is the last. */
export type Tally = {
  /** Rows from one to before another; they come in order. */
  add(misses: Misses | null, from: number, to: number): void
  /** By the values' numbers. */
  readonly counts: Uint32Array
  /** `null`: nobody asked. */
  readonly lasts: Uint32Array | null
}

export type TallyParts = {
  readonly facet: FacetName
  readonly codes: Uint32Array
  /** How many values there are. */
  readonly size: number
  readonly hasLasts: boolean
}

/** Counts a row that fails no condition, or only the reader's wish for this very facet. */
export function createTally({ facet, codes, size, hasLasts }: TallyParts): Tally {
  const counts = new Uint32Array(size)
  const lasts = hasLasts ? new Uint32Array(size) : null
  const countOf = countsFor(facet)

  function addAll(from: number, to: number) {
    for (let row = from; row < to; row++) {
      const code = codes[row] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
  }

  // Without a branch: which of the rows match is as good as random, and guessing wrong is dear.
  function addMatching(misses: Misses, from: number, to: number) {
    for (let row = from; row < to; row++) {
      const code = codes[row] ?? 0
      counts[code] = (counts[code] ?? 0) + (countOf[misses[row] ?? 0] ?? 0)
    }
  }

  function findLasts(found: Uint32Array, misses: Misses | null, from: number, to: number) {
    for (let row = from; row < to; row++) {
      if (misses === null || countOf[misses[row] ?? 0] === 1) found[codes[row] ?? 0] = row
    }
  }

  return {
    add(misses, from, to) {
      if (misses === null) addAll(from, to)
      else addMatching(misses, from, to)
      if (lasts) findLasts(lasts, misses, from, to)
    },
    counts,
    lasts,
  }
}
