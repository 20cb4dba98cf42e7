import { useSync } from '../sync/sync-queries.ts'
import { CopyLinkMenu } from './copy-link-menu.tsx'
import { DisplayMenu } from './display-menu.tsx'
import { ExportMenu } from './export-menu.tsx'
import type { LiveList } from './live-list.ts'
import { useListView } from './remembered-view.ts'
import { useJobSearch } from './use-job-search.ts'

/** What can be done with the list as a whole. */
export function ListActions({ list: { jobCount } }: { list: LiveList }) {
  const [search, change] = useJobSearch()
  const { columns, density } = useListView(search, change)
  const { worst } = useSync()
  return (
    <div className="ml-auto flex flex-none items-center gap-2 pl-4 max-sm:pl-1">
      <DisplayMenu />
      <ExportMenu search={search} jobCount={jobCount} />
      <CopyLinkMenu
        search={search}
        view={{ columns, density }}
        jobCount={jobCount}
        asOf={worst?.asOf ?? null}
      />
    </div>
  )
}
