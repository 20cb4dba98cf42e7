import { useCallback, useMemo, useState } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { rowKey } from './list-pages.ts'

/** Chosen jobs by row key, in the order in which they were chosen, as they were then. */
export type Selected = ReadonlyMap<string, MirroredJob>

export type Selection = {
  readonly selected: Selected
  /** Chooses a row, or takes it back; `toHere`: with all rows between it and the last one touched. */
  readonly toggle: (rows: readonly MirroredJob[], index: number, toHere?: boolean) => void
  /** All of these rows, or none where all are chosen already. */
  readonly toggleAll: (rows: readonly MirroredJob[]) => void
  readonly clear: () => void
}

type State = { readonly selected: Selected; readonly anchor: string | null }

const nothing: State = { selected: new Map(), anchor: null }

/** Lives as long as the page; no filter, sort or look at the data drops a job from it. */
export function useSelection(): Selection {
  const [{ selected }, setState] = useState(nothing)
  const toggle = useCallback<Selection['toggle']>(
    (rows, index, toHere = false) => setState((state) => toggled(state, rows, index, toHere)),
    [],
  )
  const toggleAll = useCallback<Selection['toggleAll']>(
    (rows) => setState(({ selected }) => ({ selected: allToggled(selected, rows), anchor: null })),
    [],
  )
  const clear = useCallback(() => setState(nothing), [])
  return useMemo(
    () => ({ selected, toggle, toggleAll, clear }),
    [selected, toggle, toggleAll, clear],
  )
}

/** A range is chosen whole: rows of it that were chosen stay so. */
export function toggled(
  { selected, anchor }: State,
  rows: readonly MirroredJob[],
  index: number,
  toHere: boolean,
): State {
  const job = rows[index]
  if (!job) return { selected, anchor }
  const from = toHere && anchor !== null ? rows.findIndex((row) => rowKey(row) === anchor) : -1
  const range = from < 0 ? [job] : rows.slice(Math.min(from, index), Math.max(from, index) + 1)
  const next = new Map(selected)
  const isTaken = from < 0 && selected.has(rowKey(job))
  for (const row of range) {
    if (isTaken) next.delete(rowKey(row))
    else next.set(rowKey(row), row)
  }
  return { selected: next, anchor: rowKey(job) }
}

export function allToggled(selected: Selected, rows: readonly MirroredJob[]): Selected {
  const next = new Map(selected)
  const hasAll = rows.every((row) => selected.has(rowKey(row)))
  for (const row of rows) {
    if (hasAll) next.delete(rowKey(row))
    else next.set(rowKey(row), row)
  }
  return next
}

/**
 * The chosen jobs as the list has them by now, in its order; those that it lacks follow, as they
 * were when they were chosen.
 */
export function selectedJobs(
  selected: Selected,
  rows: readonly MirroredJob[],
): { readonly jobs: readonly MirroredJob[]; readonly elsewhere: number } {
  const listed = rows.filter((row) => selected.has(rowKey(row)))
  const found = new Set(listed.map(rowKey))
  const others = [...selected].filter(([key]) => !found.has(key)).map(([, job]) => job)
  return { jobs: [...listed, ...others], elsewhere: others.length }
}
