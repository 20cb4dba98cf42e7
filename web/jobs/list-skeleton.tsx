import { useTable } from '@tanstack/react-table'
import type { JobSort } from '../../server/jobs/job-filter.ts'
import { useMessages } from '../i18n/language.tsx'
import { useDelayed } from '../ui/delayed.ts'
import { BlankRows } from './blank-row.tsx'
import { type JobRow, jobColumns, jobTableFeatures } from './job-columns.tsx'
import { JobTableHead } from './job-table-head.tsx'

const noRows: JobRow[] = []

/** The table before its first rows; shown only to those who have to wait for them. */
export function ListSkeleton({ sort, onSort }: { sort: JobSort; onSort: (sort: JobSort) => void }) {
  const words = useMessages().list
  const isShown = useDelayed(300)
  const table = useTable({ features: jobTableFeatures, columns: jobColumns, data: noRows })
  return (
    <section
      aria-label={words.table.region}
      aria-busy="true"
      className="jobs-scroll overflow-hidden!"
    >
      <table className="jobs" aria-rowcount={-1}>
        <caption className="sr-only">{words.bar.loading}</caption>
        <JobTableHead table={table} sort={sort} onSort={onSort} />
        <tbody className="skeleton-pulse">{isShown && <BlankRows count={15} />}</tbody>
      </table>
    </section>
  )
}
