import { useNow } from '../ui/now.ts'
import { FirstSyncNotice } from './first-sync-notice.tsx'
import { chooseNotice } from './notice.ts'
import { OfflineNotice, ProblemNotice } from './problem-notice.tsx'
import { useSyncNow } from './sync-queries.ts'

export function NoticeBar() {
  const view = useSyncNow()
  const nowMs = useNow()
  const notice = chooseNotice(view)
  if (notice === null) return null
  if (notice.kind === 'offline') return <OfflineNotice answeredAtMs={notice.answeredAtMs} />
  if (notice.kind === 'first-sync') {
    return <FirstSyncNotice connection={notice.connection} nowMs={nowMs} />
  }
  return (
    <ProblemNotice
      kind={notice.kind}
      connection={notice.connection}
      nowMs={nowMs}
      isOneOfMany={view.connections.length > 1}
    />
  )
}
