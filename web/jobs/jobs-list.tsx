import { coverage, useSees, useSync } from '../sync/sync-queries.ts'
import { EmptyAccount, NoMatch, NothingSeen } from './empty-list.tsx'
import { filterParts, type JobSearch } from './job-search.ts'
import { JobTable } from './job-table.tsx'
import { ListError } from './list-error.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import type { LiveList } from './live-list.ts'
import type { Selection } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'

type JobsListProps = {
  list: LiveList
  search: JobSearch
  change: ChangeSearch
  selection: Selection
}

/** Rows, or what there is to say when there are none. */
export function JobsList({ list, search, change, selection }: JobsListProps) {
  const { isWhole } = coverage(useSync().connections)
  const sees = useSees()
  const { rows } = list
  const skeleton = <ListSkeleton search={search} change={change} />
  if (rows === undefined) {
    return list.failure ? <ListError error={list.failure} onRetry={list.retry} /> : skeleton
  }
  if (rows.length > 0) {
    return (
      <JobTable list={list} rows={rows} search={search} change={change} selection={selection} />
    )
  }
  if (sees === 'nothing') return <NothingSeen />
  if (list.isOld) return skeleton
  if (filterParts(search.filter).length > 0) return <NoMatch search={search} change={change} />
  // Nothing was read yet is not the same as nothing there is.
  return isWhole ? <EmptyAccount isPart={sees === 'part'} /> : skeleton
}
