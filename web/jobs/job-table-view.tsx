import { type ChangeEvent, Fragment, type ReactNode, useMemo } from 'react'
import type { JobSort } from '../../server/jobs/job-filter.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { BlankRow } from './blank-row.tsx'
import { ColumnEdge, useColumnResizing } from './column-edge.tsx'
import { usualColumns } from './column-layout.ts'
import { JobRow, type JobRowProps } from './job-row.tsx'
import { JobTableHead } from './job-table-head.tsx'
import { rowKey } from './list-pages.ts'
import { type ColumnChoice, type ColumnId, requiredColumn } from './list-view.ts'
import { tableLayout } from './table-style.ts'

/** A row of the list; without a job it is still to come. */
export type DrawnRow = {
  readonly index: number
  /** Pixels below the head. */
  readonly start: number
  readonly end: number
  readonly row: Omit<JobRowProps, 'columns' | 'index' | 'onSelect'> | null
}

type JobTableViewProps = {
  rows: readonly DrawnRow[]
  /** Height of all rows together. */
  height: number
  /** `null`: not known yet. */
  rowCount: number | null
  columns: readonly ColumnChoice[] | null
  /** There are several connections. */
  hasMany: boolean
  onColumns: (columns: readonly ColumnChoice[]) => void
  sort: JobSort
  onSort: (sort: JobSort) => void
  /** What chooses all rows. */
  select: ReactNode
  onSelect: (event: ChangeEvent) => void
  isOld: boolean
}

/** The window of the list that is on screen, with empty space for what is not. */
export function JobTableView(props: JobTableViewProps) {
  const { rows, height, rowCount, hasMany, sort, onSort, select, onSelect, isOld } = props
  const words = useMessages().list.table
  const formats = useFormats()
  const resizing = useColumnResizing(props.columns, props.onColumns, hasMany)
  const columns = resizing.columns ?? usualColumns(hasMany)
  const ids = useColumnIds(columns)
  const last = rows.at(-1)?.end ?? 0
  const edge = (id: ColumnId) => (
    <ColumnEdge
      id={id}
      width={columns.find((column) => column.id === id)?.width ?? null}
      resizing={resizing}
      isTabStop={id === requiredColumn}
    />
  )
  return (
    <table
      role="table"
      className="jobs"
      data-old={isOld || undefined}
      aria-busy={isOld || undefined}
      aria-rowcount={rowCount === null ? -1 : rowCount + 1}
      {...tableLayout(resizing.columns, hasMany)}
    >
      <caption className="sr-only">
        {rowCount !== null && words.caption(formats.number(rowCount))}
      </caption>
      <JobTableHead columns={columns} sort={sort} onSort={onSort} select={select} edge={edge} />
      <tbody role="rowgroup">
        {rows.map(({ index, start, row }, at) => {
          const gap = start - (rows[at - 1]?.end ?? 0)
          return (
            <Fragment key={row ? rowKey(row.job) : index}>
              {gap > 0 && <Gap height={gap} />}
              {row ? (
                <JobRow {...row} index={index} columns={ids} onSelect={onSelect} />
              ) : (
                <BlankRow index={index} columns={ids} />
              )}
            </Fragment>
          )
        })}
        {height > last && <Gap height={height - last} />}
      </tbody>
    </table>
  )
}

/** The same list as long as the same columns stand in the same order, whatever their widths. */
export function useColumnIds(columns: readonly ColumnChoice[]): readonly ColumnId[] {
  const text = columns.map(({ id }) => id).join()
  return useMemo(() => text.split(',') as ColumnId[], [text])
}

function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: no row takes focus
    <tr className="gap" aria-hidden="true" style={{ height }} />
  )
}
