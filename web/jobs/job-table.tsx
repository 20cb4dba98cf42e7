import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { useMedia } from '../ui/media.ts'
import type { JobRow } from './job-columns.tsx'
import { type JobSearch, writeJobSearch } from './job-search.ts'
import { JobTableView } from './job-table-view.tsx'
import { hasLeft } from './list-pages.ts'
import type { LiveList } from './live-list.ts'
import { useRowFocus } from './row-focus.ts'
import type { ChangeSearch } from './use-job-search.ts'

type JobTableProps = {
  list: LiveList
  rows: readonly MirroredJob[]
  search: JobSearch
  change: ChangeSearch
}

const phone = '(max-width: 40em)'
const sizes = { row: 44, card: 114, head: 32 }

/** The scrolling table; draws what is on screen and tells the list which rows that is. */
export function JobTable({ list, rows, search, change }: JobTableProps) {
  const words = useMessages().list.table
  const scroller = useRef<HTMLElement>(null)
  const isPhone = useMedia(phone)
  const head = isPhone ? 0 : sizes.head
  const activeRef = useRef(0)
  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? sizes.card : sizes.row),
    overscan: 8,
    scrollMargin: head,
    scrollPaddingStart: head,
    initialOffset: list.savedOffset,
    // The row in focus stays mounted wherever the reader scrolls: focus is never lost.
    rangeExtractor: (range) =>
      withRow(defaultRangeExtractor(range), activeRef.current, range.count),
  })
  const active = useRowFocus({
    list,
    rows,
    search,
    change,
    scroller,
    activeRef,
    scrollTo: (index, align) => virtualizer.scrollToIndex(index, { align }),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size of rows is another layout
  useEffect(() => virtualizer.measure(), [isPhone, virtualizer])
  useShownRows(list, rows, virtualizer.range)

  const to = (jobId: string) => writeJobSearch({ ...search, job: jobId })
  const toRow = (job: MirroredJob, index: number): JobRow => ({
    job,
    left: !list.isOld && hasLeft(job, search.filter),
    to: to(job.jobId),
    isTabStop: index === active,
  })
  return (
    <section
      ref={scroller}
      id="jobs-table"
      aria-label={words.region}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
      tabIndex={0}
      className="jobs-scroll"
      onScroll={(event) => list.saveOffset(event.currentTarget.scrollTop)}
    >
      <JobTableView
        items={virtualizer.getVirtualItems().map(({ index, start, end }) => {
          const job = rows[index]
          return {
            item: { index, start: start - head, end: end - head },
            row: job ? toRow(job, index) : null,
          }
        })}
        height={virtualizer.getTotalSize()}
        rowCount={list.jobCount}
        sort={search.sort}
        onSort={(sort) => change({ ...search, sort })}
        openJobId={search.job}
        changed={list.changed}
        isOld={list.isOld}
      />
    </section>
  )
}

function withRow(indexes: number[], row: number, count: number): number[] {
  if (row >= count || indexes.includes(row)) return indexes
  return [...indexes, row].sort((a, b) => a - b)
}

type Range = { startIndex: number; endIndex: number } | null

function useShownRows({ show }: LiveList, rows: readonly MirroredJob[], range: Range) {
  const first = range?.startIndex ?? 0
  const last = range?.endIndex ?? 0
  useEffect(() => {
    show({ jobIds: rows.slice(first, last + 1).map(({ jobId }) => jobId), last })
  }, [show, rows, first, last])
}
