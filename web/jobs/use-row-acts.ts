import {
  type ChangeEvent,
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { ListFilter } from '../../server/jobs/job-filter.ts'
import type { MirroredJob } from '../api/client.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { narrowed } from './cell-filter.ts'
import { type JobRef, useToRef } from './job-ref.ts'
import { type JobSearch, withFilter, withJob } from './job-search.ts'
import type { Selection } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'

type RowActsOptions = {
  rows: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
  selection: Selection
}

/** The menu of one row, and the element that it stands beside. */
export type RowMenuState = {
  readonly open: { readonly index: number; readonly anchor: HTMLElement } | null
  readonly close: () => void
}

/** What a press or a key does inside the rows: one set of listeners, however many rows there are. */
export function useRowActs(options: RowActsOptions) {
  const toRef = useToRef()
  const latest = useRef(options)
  // With the rows, not after their paint: a press at their first sight would mean those before.
  useLayoutEffect(() => {
    latest.current = options
  })
  const [open, setOpen] = useState<RowMenuState['open']>(null)
  const openMenu = (event: { preventDefault(): void }, target: EventTarget | null) => {
    const row = rowOf(target)
    const anchor = row?.querySelector<HTMLElement>('a.id')
    if (!row || !anchor) return
    event.preventDefault()
    setOpen({ index: indexOf(row), anchor })
  }
  useShortcuts({ rowMenu: (event) => openMenu(event, document.activeElement) })

  const onSelect = useCallback(({ target, nativeEvent }: ChangeEvent) => {
    const row = rowOf(target)
    const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
    const { rows, selection } = latest.current
    if (row) selection.toggle(rows, indexOf(row), isRange)
  }, [])

  return {
    onSelect,
    menu: { open, close: useCallback(() => setOpen(null), []) },
    acts: {
      onClick: (event: MouseEvent) => click(event, { ...options, toRef }),
      onKeyDown(event: KeyboardEvent) {
        const asksMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
        if (asksMenu) openMenu(event, event.target)
        else if (event.key === 'ArrowRight') walk(event, 1)
        else if (event.key === 'ArrowLeft') walk(event, -1)
      },
    },
  }
}

function click(
  event: MouseEvent,
  { rows, search, change, toRef }: RowActsOptions & { toRef: (job: MirroredJob) => JobRef },
) {
  const { target } = event
  const row = rowOf(target)
  const job = row && rows[indexOf(row)]
  if (!job || !(target instanceof Element)) return
  const filter = target.closest<HTMLElement>('button[data-filter]')?.dataset
  if (filter) {
    const by = { name: filter['filter'] as ListFilter | 'missing', value: filter['value'] ?? '' }
    return change(withFilter(search, narrowed(search.filter, by)))
  }
  // A press that asks for a tab or window of its own is the browser's.
  const isPlain =
    event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!target.closest('a.id') || !isPlain) return
  event.preventDefault()
  change(withJob(search, toRef(job)))
}

/** From one thing in the row that takes the focus to the next, across columns that are not shown. */
function walk(event: KeyboardEvent, by: 1 | -1) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const row = rowOf(event.target)
  if (!row) return
  event.preventDefault()
  const stops = [...row.querySelectorAll<HTMLElement>('a, button, input, [tabindex]')]
  const from = stops.indexOf(document.activeElement as HTMLElement)
  for (let at = from + by; from >= 0 && at in stops; at += by) {
    stops[at]?.focus()
    if (document.activeElement === stops[at]) return
  }
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('tr[data-index]') : null
}

const indexOf = (row: HTMLElement) => Number(row.dataset['index'])

/** Which row of the list something is in; `null`: in none. */
export function indexOfRow(target: EventTarget | null): number | null {
  const row = rowOf(target)
  return row && indexOf(row)
}
