import { Suspense, useEffect, useMemo, useState } from 'react'
import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { toSearchText } from '../search-params.ts'
import { basePath } from '../served-page.ts'
import { NoticeBar } from '../sync/notice-bar.tsx'
import { useHasMany } from '../sync/sync-queries.ts'
import { lazyNamed } from '../ui/lazy-named.ts'
import { phone, useMedia } from '../ui/media.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { ExportMenu } from './export-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type JobSearch, openJob, withoutJob, writeJobSearch } from './job-search.ts'
import { JobsList } from './jobs-list.tsx'
import { ListActions } from './list-actions.tsx'
import { ListStatusBar } from './list-status-bar.tsx'
import { useLiveList } from './live-list.ts'
import { SeenAtNotice } from './seen-at-notice.tsx'
import { useSelection } from './selection.ts'
import { StatusStrip } from './status-strip.tsx'
import { type ChangeSearch, useJobSearch } from './use-job-search.ts'

const JobDrawer = lazyNamed(async () => (await import('./job-drawer.tsx')).JobDrawer)

const SelectionBar = lazyNamed(async () => (await import('./selection-bar.tsx')).SelectionBar)

const noRows: readonly MirroredJob[] = []

export function JobsPage() {
  const words = useMessages().list
  const [search, change] = useJobSearch()
  const { filter, sort } = search
  const open = openJob(search)
  const [cameOpen, setCameOpen] = useState(open !== null)
  if (cameOpen && open === null) setCameOpen(false)
  const list = useLiveList(useMemo(() => ({ filter, sort }), [filter, sort]))
  const selection = useSelection()
  const hasMany = useHasMany()
  const isPhone = useMedia(phone)
  useNormalUrl(search, change)
  // The rows come first; whoever opens one then waits for nothing but its data.
  useEffect(() => whenIdle(() => void JobDrawer.preload()), [])
  useShortcuts({
    close() {
      if (search.job !== null) change(withoutJob(search))
      else selection.clear()
    },
  })
  return (
    <main
      id="main"
      className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_auto_minmax(0,1fr)_auto] bg-surface"
    >
      <title>{words.pageTitle}</title>
      <StatusStrip>{!isPhone && <ListActions list={list} />}</StatusStrip>
      <div className="row-start-2">
        <NoticeBar />
        <SeenAtNotice search={search} change={change} />
      </div>
      <FilterBar list={list}>{isPhone && <ListActions list={list} />}</FilterBar>
      <div className="relative flex min-h-0 border-t border-line">
        <div className="relative flex min-w-0 flex-1" data-news={list.news > 0 || undefined}>
          <JobsList list={list} search={search} change={change} selection={selection} />
          {selection.selected.size > 0 && (
            <Suspense>
              <SelectionBar
                selection={selection}
                rows={list.rows ?? noRows}
                search={search}
                change={change}
              >
                {(jobs) => (
                  <ExportMenu
                    search={search}
                    jobCount={jobs.length}
                    jobIds={jobs.map(({ jobId }) => jobId)}
                    connections={hasMany ? connectionsOf(jobs) : undefined}
                  />
                )}
              </SelectionBar>
            </Suspense>
          )}
        </div>
        {open && (
          <Suspense
            fallback={
              <aside
                data-over={!cameOpen || undefined}
                className="job-drawer flex-none border-l border-line-2"
              />
            }
          >
            <JobDrawer
              wanted={open}
              list={list}
              search={search}
              change={change}
              cameWithPage={cameOpen}
            />
          </Suspense>
        )}
      </div>
      <ListStatusBar list={list} />
    </main>
  )
}

function connectionsOf(jobs: readonly MirroredJob[]): readonly string[] {
  return [...new Set(jobs.map(({ connection }) => connection))]
}

/** One way to write one state: a link in another order or with repeats is put straight. */
function useNormalUrl(search: JobSearch, change: ChangeSearch) {
  const text = toSearchText(writeJobSearch(search))
  useEffect(() => {
    const written = new URLSearchParams(window.location.search).toString()
    const isHere = window.location.pathname === `${basePath()}/jobs`
    if (isHere && written !== text) change(search, { replace: true })
  }, [text, search, change])
}
