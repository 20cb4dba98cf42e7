import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { announce } from '../ui/announce.ts'
import { copyText } from '../ui/copy-text.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { isJob, type JobRef, useToRef } from './job-ref.ts'
import { type JobSearch, openJob, withJob } from './job-search.ts'
import type { LiveList } from './live-list.ts'
import type { Selection } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'

type RowFocusOptions = {
  list: LiveList
  rows: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
  selection: Selection
  scroller: RefObject<HTMLElement | null>
  activeRef: RefObject<number>
  scrollTo: (index: number, align: 'auto' | 'start' | 'end') => void
}

/**
 * The keys that walk the rows. With the drawer shut they move the focus; with it open they open
 * the row above or below, in the place of the one before, and the focus stays where it is.
 */
export function useRowFocus(options: RowFocusOptions): number {
  const { list, rows, search, change, selection, scroller, activeRef, scrollTo } = options
  const words = useMessages().list.table
  const [active, setActive] = useState(0)
  const toRef = useToRef()
  const openIndex = indexOfJob(rows, openJob(search))
  activeRef.current = active

  function focusRow(index: number) {
    setActive(index)
    activeRef.current = index
    scrollTo(index, 'auto')
    const focus = () => {
      const row = scroller.current?.querySelector(`tr[data-index="${index}"] a.id`)
      if (!(row instanceof HTMLElement)) return false
      row.focus({ preventScroll: true })
      return true
    }
    // The row may have been far away: then it is drawn after this frame.
    if (!focus()) requestAnimationFrame(focus)
  }

  useReturnOfFocus(search.job, openIndex, scroller, focusRow)
  useTop(list.id, scroller, () => setActive(0))

  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const isArrow = event.key.startsWith('Arrow')
    if (isArrow && !isAtRows(event, scroller.current)) return
    event.preventDefault()
    const from = openIndex ?? focusedIndex(scroller.current)
    const to = from === null ? active : Math.min(Math.max(0, from + by), rows.length - 1)
    const job = rows[to]
    if (!job) return
    if (openIndex === null) return focusRow(to)
    setActive(to)
    scrollTo(to, 'auto')
    change(withJob(search, toRef(job)), { replace: true })
  }
  const jump = (toEnd: boolean) => (event: KeyboardEvent) => {
    if (!isAtRows(event, scroller.current)) return
    event.preventDefault()
    scroller.current?.scrollTo({ top: toEnd ? scroller.current.scrollHeight : 0 })
  }
  const page = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (!isAtRows(event, scroller.current) || !scroller.current) return
    event.preventDefault()
    scroller.current.scrollBy({ top: by * (scroller.current.clientHeight - 76) })
  }

  useShortcuts({
    next: step(1),
    previous: step(-1),
    first: jump(false),
    last: jump(true),
    pageDown: page(1),
    pageUp: page(-1),
    select({ shiftKey }) {
      const index = openIndex ?? focusedIndex(scroller.current)
      if (index !== null) selection.toggle(rows, index, shiftKey)
    },
    async copy() {
      const job = rows[openIndex ?? focusedIndex(scroller.current) ?? -1]
      if (job && (await copyText(job.jobId))) announce(words.copied)
    },
  })
  return active
}

/** Where the open job stands in the list; `null`: no drawer, or a job that the list lacks. */
export function indexOfJob(rows: readonly MirroredJob[], wanted: JobRef | null): number | null {
  if (wanted === null) return null
  const index = rows.findIndex((job) => isJob(wanted, job))
  return index < 0 ? null : index
}

/** A drawer that closes gives the focus back to its row. */
function useReturnOfFocus(
  jobId: string | null,
  openIndex: number | null,
  scroller: RefObject<HTMLElement | null>,
  focusRow: (index: number) => void,
) {
  const before = useRef<{ jobId: string | null; index: number | null }>({ jobId, index: openIndex })
  useEffect(() => {
    const was = before.current
    before.current = { jobId, index: openIndex }
    if (was.jobId === null || jobId !== null) return
    const isFree = document.activeElement === null || document.activeElement === document.body
    if (!isFree) return
    if (was.index === null) scroller.current?.focus({ preventScroll: true })
    else focusRow(was.index)
  })
}

/** Another list starts at its top. */
function useTop(id: string, scroller: RefObject<HTMLElement | null>, onTop: () => void) {
  const before = useRef(id)
  useEffect(() => {
    if (before.current === id) return
    before.current = id
    scroller.current?.scrollTo({ top: 0 })
    onTop()
  })
}

function focusedIndex(scroller: HTMLElement | null): number | null {
  const row = document.activeElement?.closest('tr[data-index]')
  if (!(row instanceof HTMLElement) || !scroller?.contains(row)) return null
  return Number(row.dataset['index'])
}

function isAtRows({ target }: KeyboardEvent, scroller: HTMLElement | null): boolean {
  return target === document.body || (target instanceof Node && !!scroller?.contains(target))
}
