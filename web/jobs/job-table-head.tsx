import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobSort } from '../../server/jobs/job-filter.ts'
import { useMessages } from '../i18n/language.tsx'
import { sortOf } from './job-columns.tsx'
import { nextSort } from './job-search.ts'
import { columnWord } from './job-words.ts'
import type { ColumnChoice, ColumnId } from './list-view.ts'

type JobTableHeadProps = {
  columns: readonly ColumnChoice[]
  sort: JobSort
  onSort: (sort: JobSort) => void
  /** What chooses all rows. */
  select?: ReactNode
  /** What changes the width of a column. */
  edge?: (id: ColumnId) => ReactNode
}

export function JobTableHead({ columns, sort, onSort, select, edge }: JobTableHeadProps) {
  const messages = useMessages()
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th
          scope="col"
          role="columnheader"
          className="c-select"
          aria-label={messages.tableTools.select.heading}
        >
          {select}
        </th>
        {columns.map(({ id }) => (
          <th
            key={id}
            scope="col"
            role="columnheader"
            className={`c-${id}`}
            // Its own name: what changes its width stands inside it, too.
            aria-label={columnWord(messages, id)}
            aria-sort={sortState(sort, sortOf(id))}
          >
            <Heading id={id} sort={sort} onSort={onSort} />
            {edge?.(id)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function sortState(sort: JobSort, by: JobSort['by'] | null) {
  if (sort.by !== by) return undefined
  return sort.descending ? 'descending' : 'ascending'
}

type HeadingProps = { id: ColumnId; sort: JobSort; onSort: (sort: JobSort) => void }

function Heading({ id, sort, onSort }: HeadingProps) {
  const messages = useMessages()
  const by = sortOf(id)
  const word = columnWord(messages, id)
  if (by === null) return word
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      className="sort"
      title={messages.list.table.sortHints[by]}
      onClick={() => onSort(nextSort(sort, by))}
    >
      {word}
      {sort.by === by && <Arrow aria-hidden="true" strokeWidth={2.5} />}
    </button>
  )
}
