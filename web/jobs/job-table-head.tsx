import type { ReactTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { JobSort } from '../../server/jobs/job-filter.ts'
import { useMessages } from '../i18n/language.tsx'
import { type JobRow, type jobTableFeatures, sortOf } from './job-columns.tsx'
import { nextSort } from './job-search.ts'

export type JobTableModel = ReactTable<typeof jobTableFeatures, JobRow>

type JobTableHeadProps = {
  table: JobTableModel
  sort: JobSort
  onSort: (sort: JobSort) => void
}

export function JobTableHead({ table, sort, onSort }: JobTableHeadProps) {
  const words = useMessages().list.table
  return (
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} aria-rowindex={1}>
          {group.headers.map((header) => {
            const by = sortOf(header.column.id)
            const isSorted = by !== null && sort.by === by
            const Arrow = sort.descending ? ArrowDown : ArrowUp
            return (
              <th
                key={header.id}
                scope="col"
                className={`c-${header.column.id}`}
                aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
              >
                {by === null ? (
                  <table.FlexRender header={header} />
                ) : (
                  <button
                    type="button"
                    className="sort"
                    title={words.sortHints[by]}
                    onClick={() => onSort(nextSort(sort, by))}
                  >
                    <table.FlexRender header={header} />
                    {isSorted && <Arrow aria-hidden="true" strokeWidth={2.5} />}
                  </button>
                )}
              </th>
            )
          })}
        </tr>
      ))}
    </thead>
  )
}
