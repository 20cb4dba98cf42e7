import { Suspense, useEffect } from 'react'
import { lazyNamed } from '../ui/lazy-named.ts'
import { useNow } from '../ui/now.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { FirstSyncNotice } from './first-sync-notice.tsx'
import { chooseNotice } from './notice.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { useSyncNow } from './sync-queries.ts'

const ProblemNotice = lazyNamed(async () => (await import('./problem-notice.tsx')).ProblemNotice)

export function NoticeBar() {
  // By the time that there is trouble it may be too late to fetch what says so.
  useEffect(() => whenIdle(() => void ProblemNotice.preload()), [])
  const view = useSyncNow()
  const nowMs = useNow()
  const notice = chooseNotice(view)
  if (notice === null) return null
  if (notice.kind === 'offline') return <OfflineNotice answeredAtMs={notice.answeredAtMs} />
  if (notice.kind === 'first-sync') {
    return <FirstSyncNotice connection={notice.connection} nowMs={nowMs} />
  }
  return (
    <Suspense>
      <ProblemNotice
        kind={notice.kind}
        connection={notice.connection}
        nowMs={nowMs}
        isOneOfMany={view.connections.length > 1}
      />
    </Suspense>
  )
}
