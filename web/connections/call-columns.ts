import type { CallColumn } from '../api/client.ts'

/** From the bottom of a column to its top, as the page names them. */
export const layers = [
  { name: 'sweep', fill: 'var(--data-3)', of: ({ byPurpose }: CallColumn) => byPurpose.sweep },
  {
    // The head of the list is looked at for new jobs, which are active ones.
    name: 'active',
    fill: 'var(--data-2)',
    of: ({ byPurpose }: CallColumn) => byPurpose.active + byPurpose.head,
  },
  { name: 'person', fill: 'var(--data-1)', of: ({ byPurpose }: CallColumn) => byPurpose.person },
] as const

export const secondsOfColumn = 5

/** Calls a second by layer, stacked: each with where it begins and ends. */
export function stack(column: CallColumn) {
  let top = 0
  return layers.map(({ name, fill, of }) => {
    const from = top
    top += of(column) / secondsOfColumn
    return { name, fill, from, to: top }
  })
}

export function rateOf(column: CallColumn): number {
  return stack(column).at(-1)?.to ?? 0
}

/** Runs of columns in which calls were throttled: first and last index of each. */
export function throttledRuns(
  columns: readonly CallColumn[],
): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const [index, { throttled }] of columns.entries()) {
    const last = runs.at(-1)
    if (throttled === 0) continue
    if (last && last[1] === index - 1) last[1] = index
    else runs.push([index, index])
  }
  return runs
}
