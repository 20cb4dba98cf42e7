import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import {
  type RefObject,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { phone, useMedia } from '../ui/media.ts'
import { soleFilters } from './cell-filter.ts'
import { isJob } from './job-ref.ts'
import { type JobSearch, openJob } from './job-search.ts'
import { type DrawnRow, JobTableView } from './job-table-view.tsx'
import { hasLeft, rowKey } from './list-pages.ts'
import type { Density } from './list-view.ts'
import type { LiveList } from './live-list.ts'
import { useListView } from './remembered-view.ts'
import { useRowFocus } from './row-focus.ts'
import { RowMenuHost } from './row-menu-host.tsx'
import { SelectLoaded } from './select-loaded.tsx'
import type { Selection } from './selection.ts'
import { TargetsCard } from './targets-card.tsx'
import { useTouchedRows } from './touched-rows.ts'
import type { ChangeSearch } from './use-job-search.ts'
import { useRowActs } from './use-row-acts.ts'
import { useRowHref } from './use-row-href.ts'

type JobTableProps = {
  list: LiveList
  rows: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
  selection: Selection
}

/** Pixels that the page usually has above and below its table. */
const aroundTable = 197
const aroundCards = 161
/** Pixels at the usual size of text, as tokens.css has them in rem. */
const card = 114
/** Rows drawn beyond each end of what is on screen, so that a wheel never finds a blank one. */
const overscan = 8
const headHeight = 32
const rowHeights: Readonly<Record<Density, number>> = { comfortable: 44, compact: 32 }
/** Of the bar that stands over the end of the table while rows are selected, with its margins. */
const selectionBar = 72

/** The scrolling table; draws what is on screen and tells the list which rows that is. */
export function JobTable(props: JobTableProps) {
  const { list, rows, search, change, selection } = props
  const words = useMessages().list.table
  const view = useListView(search, change)
  const scroller = useRef<HTMLElement>(null)
  const isPhone = useMedia(phone)
  const [scale] = useState(textScale)
  const head = isPhone ? 0 : headHeight * scale
  const rowHeight = (isPhone ? card : rowHeights[view.density]) * scale
  const activeRef = useRef(0)
  const isSelecting = selection.selected.size > 0
  const virtualizer = useRows({ list, scroller, activeRef, head, rowHeight, isSelecting })
  const active = useRowFocus({
    list,
    rows,
    search,
    change,
    selection,
    scroller,
    activeRef,
    scrollTo: (index, align) => virtualizer.scrollToIndex(index, { align }),
  })
  useShownRows(list, rows, virtualizer.range)
  const { acts, onSelect, menu } = useRowActs({ rows, search, change, selection })
  const touched = useTouchedRows(scroller, virtualizer.isScrolling)
  const toRow = useToRow(props, active, touched.has)
  return (
    <section
      ref={scroller}
      id="jobs-table"
      aria-label={words.region}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
      tabIndex={0}
      className="jobs-scroll"
      data-density={view.density}
      data-selecting={isSelecting || undefined}
      // The virtualizer has read it: to ask the element again would lay out the rows in between.
      onScroll={() => list.saveOffset(virtualizer.scrollOffset ?? 0)}
      {...acts}
      {...touched.touch}
    >
      <JobTableView
        rows={virtualizer.getVirtualItems().map(({ index, start, end }): DrawnRow => {
          const job = rows[index]
          return {
            index,
            start: start - head,
            end: end - head,
            row: job ? toRow(job, index) : null,
          }
        })}
        height={virtualizer.getTotalSize()}
        rowCount={list.jobCount}
        // A card shows what it always shows.
        columns={isPhone ? null : view.columns}
        hasMany={view.hasMany}
        onColumns={view.setColumns}
        sort={search.sort}
        onSort={(sort) => change({ ...search, sort })}
        select={<SelectLoaded rows={rows} selection={selection} />}
        onSelect={onSelect}
        isOld={list.isOld}
      />
      <TargetsCard rows={rows} search={search} change={change} />
      <RowMenuHost menu={menu} search={search} change={change} selection={selection} rows={rows} />
    </section>
  )
}

/** How much larger than usual the browser was told to write; 1: not at all. */
function textScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
}

type RowsOptions = {
  list: LiveList
  scroller: RefObject<HTMLElement | null>
  activeRef: RefObject<number>
  /** Pixels. */
  head: number
  rowHeight: number
  isSelecting: boolean
}

/** Which rows are on screen, and where. */
function useRows({ list, scroller, activeRef, head, rowHeight, isSelecting }: RowsOptions) {
  const padding = isSelecting ? selectionBar : 0
  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // None in the first picture: what nobody sees yet is not what it waits for.
    overscan: useDeferredValue(overscan, 0),
    scrollMargin: head,
    scrollPaddingStart: head,
    scrollPaddingEnd: padding,
    paddingEnd: padding,
    initialOffset: list.savedOffset,
    // As high as it will be found to be: the first picture has its rows from the start, and no
    // second one is drawn at one go once the table was measured.
    initialRect: {
      width: window.innerWidth,
      height: window.innerHeight - (head === 0 ? aroundCards : aroundTable),
    },
    // The row in focus stays mounted wherever the reader scrolls: focus is never lost.
    rangeExtractor: (range) =>
      withRow(defaultRangeExtractor(range), activeRef.current, range.count),
  })
  useRowHeight(rowHeight, scroller, virtualizer)
  return virtualizer
}

/** What of a job its row shows; each part stays the same object as long as it says the same. */
function useToRow(
  { list, search, selection }: JobTableProps,
  active: number,
  hasActs: (index: number) => boolean,
) {
  const hrefOf = useRowHref(search)
  const open = openJob(search)
  const soleText = soleFilters(search.filter).join('\n')
  const sole = useMemo(() => new Set(soleText.split('\n')), [soleText])
  return (job: MirroredJob, index: number): NonNullable<DrawnRow['row']> => ({
    job,
    left: !list.isOld && hasLeft(job, search.filter),
    href: hrefOf(job),
    isTabStop: index === active,
    hasActs: hasActs(index),
    sole,
    isOpen: open !== null && isJob(open, job),
    isChanged: list.changed.has(rowKey(job)),
    isSelected: selection.selected.has(rowKey(job)),
  })
}

function withRow(indexes: number[], row: number, count: number): number[] {
  if (row >= count || indexes.includes(row)) return indexes
  return [...indexes, row].sort((a, b) => a - b)
}

/** Another height of rows is another layout; the row at the top stays the one at the top. */
function useRowHeight(
  height: number,
  scroller: RefObject<HTMLElement | null>,
  virtualizer: Virtualizer<HTMLElement, Element>,
) {
  const before = useRef(height)
  useLayoutEffect(() => {
    const was = before.current
    before.current = height
    if (was === height) return
    const top = scroller.current?.scrollTop ?? 0
    virtualizer.measure()
    scroller.current?.scrollTo({ top: Math.round(top / was) * height })
  }, [height, scroller, virtualizer])
}

type Range = { startIndex: number; endIndex: number } | null

function useShownRows({ show }: LiveList, rows: readonly MirroredJob[], range: Range) {
  const first = range?.startIndex ?? 0
  const last = range?.endIndex ?? 0
  useEffect(() => {
    show({ jobIds: rows.slice(first, last + 1).map(({ jobId }) => jobId), last })
  }, [show, rows, first, last])
}
