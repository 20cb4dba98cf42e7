import { type ChangeEvent, memo } from 'react'
import { useMessages } from '../i18n/language.tsx'
import type { CellProps } from './job-cells.tsx'
import { cellClasses, cellOf } from './job-columns.tsx'
import type { ColumnId } from './list-view.ts'

export type JobRowProps = CellProps & {
  index: number
  columns: readonly ColumnId[]
  isOpen: boolean
  isChanged: boolean
  isSelected: boolean
  /** One for all rows; the row is found from the event. */
  onSelect: (event: ChangeEvent) => void
}

/** One job. Drawn again only if something of it changed: scrolling draws the new rows alone. */
export const JobRow = memo(function JobRow(props: JobRowProps) {
  const { index, columns, isOpen, isChanged, isSelected, onSelect, ...cell } = props
  const { job, left, hasActs } = cell
  const words = useMessages().tableTools.select
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      data-index={index}
      data-status={job.missingSince === null ? job.status : 'gone'}
      data-changed={isChanged || undefined}
      data-left={left || undefined}
      data-touched={hasActs || undefined}
      data-selected={isSelected || undefined}
    >
      <td role="cell" className="c-select">
        <input
          type="checkbox"
          className="pick"
          tabIndex={-1}
          checked={isSelected}
          onChange={onSelect}
          aria-label={words.row(job.jobId)}
        />
      </td>
      {columns.map((id) => {
        const Cell = cellOf[id]
        return (
          <td key={id} role="cell" className={cellClasses[id]}>
            <Cell {...cell} />
          </td>
        )
      })}
    </tr>
  )
})
