import { hc } from 'hono/client'
import type { App } from '../../server/api/app.ts'
import { basePath } from '../served-page.ts'
import { withDeadline } from './deadline.ts'
import { withMark } from './marked.ts'

export type { SessionEntry } from '../../server/access/session-list.ts'
export type { SessionReply } from '../../server/access/session-routes.ts'
export type { ConnectionDetail } from '../../server/api/connections-route.ts'
export type { ErrorBody } from '../../server/api/error-reply.ts'
export type { AuditEntry } from '../../server/audit/audit-entries.ts'
export type { ErrorCode } from '../../server/errors.ts'
export type {
  Gap,
  Instance,
  JobStatus,
  JobWithHistory,
  MirroredJob,
  Strategy,
  Transition,
} from '../../server/jobs/job.ts'
export type { ResultLink } from '../../server/jobs/job-source.ts'
export type {
  FacetName,
  Facets,
  FacetValue,
  JobChange,
  JobPage,
  ReceivedRow,
} from '../../server/jobs/job-store.ts'
export type { CallColumn, CallHistory, CallRecord } from '../../server/jobs/source-facts.ts'
export type { ConnectionSync, SyncProblem, SyncState } from '../../server/sync/sync-status.ts'

/** Our HTTP, typed by its routes. */
export function createClient(fetchFrom: typeof fetch = fetch) {
  return hc<App>(basePath() || '/', { fetch: withMark(withDeadline(fetchFrom)) }).api
}

export type ApiClient = ReturnType<typeof createClient>
