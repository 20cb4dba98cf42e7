import type { FacetName } from '../../jobs/job-store.ts'

/**
 * Which conditions a row fails: a bit each, 0 where it meets all of them. One that is the reader's
 * wish for a facet has that facet's bit, so that the facet can be counted without it.
 */
export type Misses = Uint16Array

export const facetBits: Readonly<Record<FacetName, number>> = {
  status: 1 << 0,
  productKey: 1 << 1,
  strategy: 1 << 2,
  sourceInstance: 1 << 3,
  targetInstance: 1 << 4,
  sourceRegion: 1 << 5,
  targetRegion: 1 << 6,
  targetUid: 1 << 7,
  connection: 1 << 8,
}

/** Of conditions that every facet is counted under. */
export const [hiddenBit, rangeBit, textBit, jobIdBit, scopeBit] = [9, 10, 11, 12, 13].map(
  (place) => 1 << place,
) as [number, number, number, number, number]

/** For each value of a miss 1 where it fails none but that one. */
export function countsFor(facet: FacetName): Uint8Array {
  const counts = new Uint8Array(1 << 14)
  counts[0] = 1
  counts[facetBits[facet]] = 1
  return counts
}
