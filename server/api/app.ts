import { Hono } from 'hono'
import type { Access } from '../access/access.ts'
import { pathWithin } from '../access/base-path.ts'
import { limitBody } from '../access/gate.ts'
import { sessionRoutes } from '../access/session-routes.ts'
import { withStrictHeaders } from '../access/strict-headers.ts'
import type { Viewer } from '../access/viewer.ts'
import { withHeaders } from '../access/with-headers.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { defaultSort } from '../jobs/job-filter.ts'
import type { JobScope } from '../jobs/job-scope.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { auditRoute, auditViews } from './audit-route.ts'
import { connectionsRoute } from './connections-route.ts'
import { toErrorReply } from './error-reply.ts'
import type { EventStream } from './event-stream.ts'
import { eventsHead, streamEvents } from './events-route.ts'
import { exportRoute } from './export-route.ts'
import { jobsRoutes } from './jobs-routes.ts'
import { type MetricsParts, metricsRoute } from './metrics-route.ts'
import { pages } from './pages.ts'
import { createSights } from './sight.ts'
import type { Sync } from './sync.ts'
import { type RequestEnv, type ToldRequest, tellOfRequests } from './told-request.ts'

export type AppParts = {
  /** What it holds is told to nobody but within their scope. */
  readonly store: Pick<JobStore, 'within' | 'onEvent' | 'countTransitions' | 'observingSince'>
  readonly sync: Sync
  readonly events: EventStream
  readonly access: Access
  /** Which jobs somebody may see; absent: everybody sees everything. */
  readonly scopeOf?: (viewer: Viewer) => JobScope
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** The folder of the built page. */
  readonly pagesFolder: string
  /** Takes failures that are ours or the upstream's; a caller's own mistake is not one. */
  readonly logError: (error: unknown, request: FailedRequest) => void
  /** Is told of each request when its reply is out. */
  readonly onReply?: (facts: ToldRequest) => void
  /** Folders with the assets of other builds; absent: there are none. */
  readonly olderPages?: () => readonly string[]
  /** Which build of the page this is; absent: not told. */
  readonly build?: string
  /** Absent: nobody notes who looks. */
  readonly audit?: AuditLog
  /** Absent: no metrics. */
  readonly metrics?: MetricsParts
}

export type FailedRequest = Pick<ToldRequest, 'method' | 'path' | 'requestId'>

/** Our HTTP. Throws nothing; every failure is `{ error: { code, message, requestId? } }`. */
export function createApp(parts: AppParts) {
  const { store, sync, events, access, now, pagesFolder, logError, onReply = () => {} } = parts
  const { olderPages = () => [], metrics, build, audit = noAudit } = parts
  const { scopeOf = () => 'everything' as const } = parts
  const sightOf = createSights({ store, sync, now })
  return (
    new Hono<RequestEnv>({ getPath: pathWithin(access.basePath) })
      // These act on finished replies alone: the gate is the first to decide on a request.
      .use(tellOfRequests(onReply))
      .use('/api/events', streamEvents(events))
      .use(withStrictHeaders(access.headers))
      .use(access.gate)
      .use(limitBody())
      .get('/healthz', (c) => c.json({ status: 'alive' as const }))
      .get('/readyz', async (c) => {
        // Ready to serve what it has, however old: an upstream in trouble must not hide the page.
        await store.within('everything').listJobs({ filter: {}, sort: defaultSort, pageSize: 1 })
        return c.json({ status: 'ready' as const })
      })
      .route('/', metrics ? metricsRoute(metrics) : new Hono<RequestEnv>())
      .use('/api/*', (c, next) => withHeaders(c, [['cache-control', 'no-store']], next))
      .use('/api/*', async (c, next) => {
        const session = c.get('session')
        c.set('sight', sightOf(session ? scopeOf(session.viewer) : []))
        await next()
      })
      .use('/api/*', auditViews(audit))
      .get('/api/events', eventsHead(access.seats))
      .route('/', access.pages)
      .route('/api', sessionRoutes(access.signIn))
      .route('/api', jobsRoutes({ store, build, audit }))
      .route('/api', connectionsRoute(store, sync, events))
      .route('/api', exportRoute({ now, logError, audit }))
      .route('/api', auditRoute(audit))
      .all('/api/*', (c) => c.notFound())
      .route(
        '/',
        pages({ folder: pagesFolder, basePath: access.basePath, olderFolders: olderPages }),
      )
      .notFound((c) => {
        const message = `There is no ${new URL(c.req.url).pathname} here.`
        return c.json({ error: { code: 'not-found', message, requestId: c.get('requestId') } }, 404)
      })
      .onError((error, c) => {
        const requestId = c.get('requestId')
        const { status, body } = toErrorReply(error, requestId)
        const { method, path } = c.req
        if (status >= 500) logError(error, { method, path, requestId })
        return c.json(body, status)
      })
  )
}

/** What the web compiles against: routes, inputs and replies, no code. */
export type App = ReturnType<typeof createApp>

/** For tests of everything else. */
const noAudit: AuditLog = {
  note: () => {},
  noteView: () => {},
  noteRefused: () => {},
  read: async () => ({ entries: [], nextToken: null }),
  close: async () => {},
}
