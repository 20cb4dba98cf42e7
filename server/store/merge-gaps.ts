import type { Gap } from '../jobs/job.ts'

/** Oldest first; gaps of which one begins where the other ends, with one look between, are one. */
export function mergeGaps(gaps: readonly Gap[]): Gap[] {
  const merged: Gap[] = []
  for (const gap of gaps) {
    const last = merged.at(-1)
    if (last?.before === gap.after) merged.splice(-1, 1, { ...last, before: gap.before })
    else merged.push(gap)
  }
  return merged
}
