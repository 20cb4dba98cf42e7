import { Suspense, useEffect } from 'react'
import { coverage, useSees, useSync } from '../sync/sync-queries.ts'
import { lazyNamed } from '../ui/lazy-named.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { filterParts, type JobSearch } from './job-search.ts'
import { JobTable } from './job-table.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import type { LiveList } from './live-list.ts'
import type { Selection } from './selection.ts'
import type { ChangeSearch } from './use-job-search.ts'

const ListError = lazyNamed(async () => (await import('./list-error.tsx')).ListError)

const EmptyList = lazyNamed(async () => (await import('./empty-list.tsx')).EmptyList)

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
  useEffect(() => whenIdle(() => void ListError.preload()), [])
  const skeleton = <ListSkeleton search={search} change={change} />
  // Also where other rows are there still: dimmed for ever, they would say nothing.
  if (rows === undefined || (list.isOld && list.failure)) {
    if (!list.failure) return skeleton
    return (
      <Suspense fallback={skeleton}>
        <ListError error={list.failure} onRetry={list.retry} />
      </Suspense>
    )
  }
  if (rows.length > 0) {
    return (
      <JobTable list={list} rows={rows} search={search} change={change} selection={selection} />
    )
  }
  if (sees !== 'nothing' && list.isOld) return skeleton
  const isFiltered = filterParts(search.filter).length > 0
  // Nothing was read yet is not the same as nothing there is.
  if (sees !== 'nothing' && !isFiltered && !isWhole) return skeleton
  return (
    <Suspense fallback={skeleton}>
      <EmptyList sees={sees} isFiltered={isFiltered} search={search} change={change} />
    </Suspense>
  )
}
