import { Link, useMatchRoute } from '@tanstack/react-router'
import { useMessages } from './i18n/language.tsx'
import { withoutJob, writeJobSearch } from './jobs/job-search.ts'
import { SearchBox } from './jobs/search-box.tsx'
import { useJobSearch } from './jobs/use-job-search.ts'
import { ScopeSwitch } from './scope-switch.tsx'
import { LiveState } from './sync/live-state.tsx'
import { PauseButton } from './sync/pause-button.tsx'
import { QuotaMeter } from './sync/quota-meter.tsx'
import { useSync } from './sync/sync-queries.ts'
import { ChoicesMenu } from './ui/choices-menu.tsx'
import { Logo } from './ui/logo.tsx'

const tab = {
  activeOptions: { exact: false, includeSearch: false },
  activeProps: { className: 'bg-surface-3 text-text' },
  inactiveProps: { className: 'text-text-2 hover:bg-surface-2 hover:text-text' },
  className: 'block rounded-r2 px-2.5 py-1 font-medium',
}

type TopBarProps = { isFinding: boolean; onFind: () => void }

export function TopBar({ isFinding, onFind }: TopBarProps) {
  const words = useMessages().list
  const [search] = useJobSearch()
  const isList = useMatchRoute()({ to: '/jobs' }) !== false
  const list = writeJobSearch({ ...withoutJob(search), faults: [] })
  const pages = (
    <>
      <Link to="/jobs" search={list} {...tab}>
        {words.jobs}
      </Link>
      <Link to="/connections" search={{}} {...tab}>
        {words.connections}
      </Link>
    </>
  )
  return (
    <header className="grid grid-cols-[minmax(max-content,1fr)_minmax(120px,300px)_minmax(max-content,1fr)] items-center gap-4 border-b border-line-2 bg-bg px-(--gutter) max-sm:grid-cols-[1fr_auto_auto] max-sm:gap-1">
      <div className="flex min-w-0 items-center gap-2 whitespace-nowrap">
        <Link
          to="/jobs"
          aria-label={words.home}
          className="flex h-7 items-center gap-2 rounded-r2 text-14 tracking-tight"
        >
          <Logo />
          <b>{words.product}</b>
        </Link>
        <Scope />
        <nav aria-label={words.mainNavigation} className="ml-4 flex gap-1 max-sm:hidden">
          {pages}
        </nav>
      </div>
      <SearchBox isOpen={isFinding} onOpen={onFind} />
      <div className="flex items-center justify-end gap-2">
        <QuotaMeter />
        <span className="h-4 w-px bg-line-2 max-md:hidden" />
        <LiveState />
        <PauseButton />
        <ChoicesMenu wide={!isList}>
          <nav
            aria-label={words.mainNavigation}
            className="mb-1 grid border-b border-line pb-1 sm:hidden [&>a]:min-h-11 [&>a]:leading-9"
          >
            {pages}
          </nav>
        </ChoicesMenu>
      </div>
    </header>
  )
}

/** Which account and instance the page is about; of several, which of them. */
function Scope() {
  const { connections } = useSync()
  const [first] = connections
  if (!first) return null
  return (
    <span className="relative ml-2 flex h-7 min-w-0 items-center gap-1.5 px-2 font-medium before:absolute before:-left-1.5 before:h-4 before:w-px before:rotate-16 before:bg-line-2 max-sm:hidden">
      {connections.length > 1 ? (
        <ScopeSwitch connections={connections} />
      ) : (
        <>
          <span className="max-w-48 overflow-hidden text-ellipsis">{first.connection}</span>
          <span
            className="font-mono text-12 font-normal text-text-3 max-wide:hidden"
            title={`${first.region} · ${first.endpoint}`}
          >
            {first.iotInstanceId ?? first.region}
          </span>
        </>
      )}
    </span>
  )
}
