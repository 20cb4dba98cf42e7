import { useTable } from '@tanstack/react-table'
import type { VirtualItem } from '@tanstack/react-virtual'
import { Fragment, type ReactNode } from 'react'
import type { JobSort } from '../../server/jobs/job-filter.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { BlankRow } from './blank-row.tsx'
import { type JobRow, jobColumns, jobTableFeatures } from './job-columns.tsx'
import { JobTableHead, type JobTableModel } from './job-table-head.tsx'
import { rowKey } from './list-pages.ts'

type JobTableViewProps = {
  /** The rows that are drawn, by their place in the list; one without data is still to come. */
  items: readonly { item: Pick<VirtualItem, 'index' | 'start' | 'end'>; row: JobRow | null }[]
  /** Height of all rows together. */
  height: number
  /** `null`: not known yet. */
  rowCount: number | null
  sort: JobSort
  onSort: (sort: JobSort) => void
  openJobId: string | null
  changed: ReadonlySet<string>
  isOld: boolean
}

/** The window of the list that is on screen, with empty space for what is not. */
export function JobTableView(props: JobTableViewProps) {
  const { items, height, rowCount, sort, onSort, openJobId, changed, isOld } = props
  const words = useMessages().list.table
  const formats = useFormats()
  const table = useTable({
    features: jobTableFeatures,
    columns: jobColumns,
    data: items.flatMap(({ row }) => (row ? [row] : [])),
    getRowId: (row: JobRow) => rowKey(row.job),
  })
  const cells = new Map(table.getRowModel().rows.map((row) => [row.original, row]))
  const last = items.at(-1)?.item.end ?? 0
  return (
    <table
      className="jobs"
      data-old={isOld || undefined}
      aria-busy={isOld || undefined}
      aria-rowcount={rowCount === null ? -1 : rowCount + 1}
    >
      <caption className="sr-only">
        {rowCount !== null && words.caption(formats.number(rowCount))}
      </caption>
      <JobTableHead table={table} sort={sort} onSort={onSort} />
      <tbody>
        {items.map(({ item, row }, at) => {
          const gap = item.start - (items[at - 1]?.item.end ?? 0)
          const cellRow = row && cells.get(row)
          return (
            <Fragment key={row ? rowKey(row.job) : item.index}>
              {gap > 0 && <Gap height={gap} />}
              {cellRow ? (
                <BodyRow
                  table={table}
                  row={cellRow}
                  index={item.index}
                  isOpen={cellRow.original.job.jobId === openJobId}
                  isChanged={changed.has(rowKey(cellRow.original.job))}
                />
              ) : (
                <BlankRow index={item.index} />
              )}
            </Fragment>
          )
        })}
        {height > last && <Gap height={height - last} />}
      </tbody>
    </table>
  )
}

type BodyRowProps = {
  table: JobTableModel
  row: ReturnType<JobTableModel['getRowModel']>['rows'][number]
  index: number
  isOpen: boolean
  isChanged: boolean
}

function BodyRow({ table, row, index, isOpen, isChanged }: BodyRowProps): ReactNode {
  const { job, left } = row.original
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      data-index={index}
      data-status={job.missingSince === null ? job.status : 'gone'}
      data-changed={isChanged || undefined}
      data-left={left || undefined}
    >
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={`c-${cell.column.id}`}>
          <table.FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  )
}

function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: no row takes focus
    <tr className="gap" aria-hidden="true">
      <td style={{ height }} />
    </tr>
  )
}
