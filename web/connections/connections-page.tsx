import '../i18n/en-late.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useApi } from '../api/api-context.tsx'
import type { ConnectionDetail, ConnectionSync } from '../api/client.ts'
import { isForbidden } from '../api/read-reply.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useLive } from '../live/live-context.tsx'
import { SessionLine } from '../session/session-line.tsx'
import { NoticeBar } from '../sync/notice-bar.tsx'
import { useSees, useSync } from '../sync/sync-queries.ts'
import { buttonClass } from '../ui/button.tsx'
import { Ago } from '../ui/moment.tsx'
import { CallsCard } from './calls-card.tsx'
import { connectionQueries } from './connection-queries.ts'
import { CredentialsCard } from './credentials-card.tsx'
import { LastCalls } from './last-calls.tsx'
import { PolicyCard } from './policy-card.tsx'
import { SyncCard } from './sync-card.tsx'

/** What is watched, what it costs, how far the sync is and with which key: for each connection. */
export function ConnectionsPage() {
  const words = useMessages().connections
  const { connections } = useSync()
  const { isPaused } = useLive()
  const { data, error } = useQuery(connectionQueries(useApi()).all(isPaused))
  const isNothing = useSees() === 'nothing'
  const isOne = connections.length < 2
  return (
    <main id="main" className="min-h-0 overflow-y-auto bg-bg">
      <title>{words.pageTitle}</title>
      <NoticeBar />
      <div className="mx-auto w-full max-w-[calc(var(--w-page)+2*var(--gutter))] px-(--gutter) pt-6 pb-10">
        <div className="flex items-center justify-between gap-4">
          <h1 className="text-20 tracking-tight">{isOne ? words.heading : words.headings}</h1>
          {data && <AuditLink />}
        </div>
        <SessionLine />
        {connections.length === 0 && !isNothing && <Skeleton />}
        {connections.map((sync) => (
          <Connection
            key={sync.connection}
            sync={sync}
            detail={data?.connections.find(({ connection }) => connection === sync.connection)}
            isNamed={!isOne}
            isForbidden={isForbidden(error)}
          />
        ))}
      </div>
    </main>
  )
}

type ConnectionProps = {
  sync: ConnectionSync
  /** `undefined`: not answered yet. */
  detail: ConnectionDetail | undefined
  /** Its name stands above it: there are others. */
  isNamed: boolean
  /** Its details are not for whoever looks. */
  isForbidden: boolean
}

function Connection({ sync, detail, isNamed, isForbidden }: ConnectionProps) {
  const messages = useMessages()
  const words = messages.connections
  const formats = useFormats()
  return (
    <section aria-label={sync.connection} className="mb-8">
      {isNamed && <h2 className="mt-6 text-16">{sync.connection}</h2>}
      <p className="mt-1 mb-4 text-text-2">
        {words.oneMirror(messages.sync.state[sync.state], formats.number(sync.jobsKnown))}{' '}
        {sync.asOf && (
          <>
            {words.lookedAt} <Ago iso={sync.asOf} />
          </>
        )}
      </p>
      {isForbidden ? (
        <div className="grid gap-4">
          <p>{messages.session.adminsOnly}</p>
          <SyncCard sync={sync} detail={undefined} />
        </div>
      ) : (
        <Details sync={sync} detail={detail} isNamed={isNamed} />
      )}
    </section>
  )
}

function Details({ sync, detail, isNamed }: Omit<ConnectionProps, 'isForbidden'>) {
  return (
    <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_21.5rem]">
      <div className="grid min-w-0 gap-4">
        <CallsCard quota={sync.quota} calls={detail?.calls} />
        <LastCalls calls={detail?.lastCalls} connection={isNamed ? sync.connection : null} />
      </div>
      <div className="grid min-w-0 gap-4">
        <SyncCard sync={sync} detail={detail} />
        <CredentialsCard sync={sync} detail={detail} />
        <PolicyCard />
      </div>
    </div>
  )
}

/** For those who were told the details: admins. */
function AuditLink() {
  const words = useMessages().audit
  return (
    <Link to="/connections/audit" search={{}} className={buttonClass({})}>
      <ScrollText aria-hidden="true" strokeWidth={2.25} />
      {words.heading}
    </Link>
  )
}

function Skeleton() {
  return (
    <div aria-hidden="true" className="mt-6 grid gap-4 wide:grid-cols-[minmax(0,1fr)_21.5rem]">
      <span className="skeleton h-80!" />
      <span className="skeleton h-80!" />
    </div>
  )
}
