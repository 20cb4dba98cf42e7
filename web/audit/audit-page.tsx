import '../i18n/en-late.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, RefreshCw } from 'lucide-react'
import { useApi } from '../api/api-context.tsx'
import { isForbidden } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { NoticeBar } from '../sync/notice-bar.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { auditQueries } from './audit-queries.ts'
import { AuditFailed, AuditLoading, AuditSaid } from './audit-states.tsx'
import { AuditTable } from './audit-table.tsx'

/** Who looked at which connection, exported what and took which result link: for admins. */
export function AuditPage() {
  const { audit: words, list } = useMessages()
  const log = useAuditLog()
  return (
    <main id="main" className="min-h-0 overflow-y-auto bg-bg">
      <title>{words.pageTitle}</title>
      <NoticeBar />
      <div className="mx-auto w-full max-w-[calc(var(--w-page)+2*var(--gutter))] px-(--gutter) pt-4 pb-10">
        <Link to="/connections" search={{}} className={`${buttonClass({ kind: 'ghost' })} -ml-2.5`}>
          <ArrowLeft aria-hidden="true" strokeWidth={2.25} />
          {list.connections}
        </Link>
        <div className="mt-2 flex items-center justify-between gap-4">
          <h1 className="text-20 tracking-tight">{words.heading}</h1>
          {log.data && (
            <Button disabled={log.isFetching} onClick={() => void log.refetch()}>
              <RefreshCw aria-hidden="true" strokeWidth={2.25} />
              {words.refresh}
            </Button>
          )}
        </div>
        <p className="mt-1 mb-4 max-w-[80ch] text-pretty text-text-2">{words.lead}</p>
        <Log log={log} />
      </div>
    </main>
  )
}

type AuditLog = ReturnType<typeof useAuditLog>

function useAuditLog() {
  return useInfiniteQuery(auditQueries(useApi()).pages())
}

function Log({ log }: { log: AuditLog }) {
  const words = useMessages().audit
  const { data, error } = log
  if (isForbidden(error)) return <AuditSaid title={words.adminsOnly} help={words.adminsOnlyHelp} />
  if (!data)
    return error ? (
      <AuditFailed error={error} onRetry={() => void log.refetch()} />
    ) : (
      <AuditLoading />
    )
  const entries = data.pages.flatMap((page) => page.entries)
  if (entries.length === 0) return <AuditSaid title={words.none} help={words.noneHelp} />
  return (
    <div className="rounded-lg border border-line-2 bg-surface px-5 pt-2 pb-1 max-sm:px-4">
      <AuditTable entries={entries} />
      <Foot log={log} />
    </div>
  )
}

/** The way to older entries, or that there are none. */
function Foot({ log }: { log: AuditLog }) {
  const words = useMessages().audit
  const { hasNextPage, isFetchingNextPage, error, fetchNextPage, refetch } = log
  const retry = () => void (log.isFetchNextPageError ? fetchNextPage() : refetch())
  if (!hasNextPage && !error) {
    return <p className="border-t border-line py-3 text-12 text-text-3">{words.end}</p>
  }
  return (
    <div className="flex min-h-13 flex-wrap items-center gap-3 border-t border-line py-3">
      {error ? (
        <>
          <p role="alert" className="text-text-2">
            {log.isFetchNextPageError ? words.olderFailed : words.failed}
          </p>
          <Button onClick={retry}>{words.retry}</Button>
        </>
      ) : (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? words.loadingOlder : words.older}
        </Button>
      )}
    </div>
  )
}
