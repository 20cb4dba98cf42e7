import { useMessages } from '../i18n/language.tsx'
import { useDelayed } from '../ui/delayed.ts'
import { BlankRows } from './blank-row.tsx'
import { usualColumns } from './column-layout.ts'
import type { JobSearch } from './job-search.ts'
import { JobTableHead } from './job-table-head.tsx'
import { useColumnIds } from './job-table-view.tsx'
import { useListView } from './remembered-view.ts'
import { tableLayout } from './table-style.ts'
import type { ChangeSearch } from './use-job-search.ts'

/** The table before its first rows; shown only to those who have to wait for them. */
export function ListSkeleton({ search, change }: { search: JobSearch; change: ChangeSearch }) {
  const words = useMessages().list
  const isShown = useDelayed(300)
  const view = useListView(search, change)
  const { hasMany } = view
  const columns = view.columns ?? usualColumns(hasMany)
  const ids = useColumnIds(columns)
  return (
    <section
      aria-label={words.table.region}
      aria-busy="true"
      className="jobs-scroll overflow-hidden!"
      data-density={view.density}
    >
      <table
        role="table"
        className="jobs"
        aria-rowcount={-1}
        {...tableLayout(view.columns, hasMany)}
      >
        <caption className="sr-only">{words.bar.loading}</caption>
        <JobTableHead
          columns={columns}
          sort={search.sort}
          onSort={(sort) => change({ ...search, sort })}
        />
        <tbody role="rowgroup" className="skeleton-pulse">
          {isShown && <BlankRows count={15} columns={ids} />}
        </tbody>
      </table>
    </section>
  )
}
