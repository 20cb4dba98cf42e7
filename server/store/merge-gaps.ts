import type { Gap } from '../jobs/job.ts'

/** Gaps that touch or overlap as one: a moment's look between them told nothing of the rest. */
export function mergeGaps(gaps: readonly Gap[]): Gap[] {
  const merged: Gap[] = []
  for (const gap of gaps.toSorted(byStart)) {
    const last = merged.at(-1)
    if (last === undefined || gap.after > last.before) merged.push(gap)
    else if (gap.before > last.before) merged.splice(-1, 1, { ...last, before: gap.before })
  }
  return merged
}

function byStart(a: Gap, b: Gap): number {
  if (a.after === b.after) return 0
  return a.after < b.after ? -1 : 1
}
