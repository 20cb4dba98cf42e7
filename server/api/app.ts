import { Hono } from 'hono'
import type { Access } from '../access/access.ts'
import { limitBody } from '../access/gate.ts'
import { sessionRoutes } from '../access/session-routes.ts'
import type { AccessEnv } from '../access/sign-in.ts'
import { withStrictHeaders } from '../access/strict-headers.ts'
import { defaultSort } from '../jobs/job-filter.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { connectionsRoute } from './connections-route.ts'
import { toErrorReply } from './error-reply.ts'
import type { EventStream } from './event-stream.ts'
import { eventsHead, streamEvents } from './events-route.ts'
import { exportRoute } from './export-route.ts'
import { jobsRoutes } from './jobs-routes.ts'
import { pages } from './pages.ts'
import type { Sync } from './sync.ts'

export type AppParts = {
  readonly store: JobStore
  readonly sync: Sync
  readonly events: EventStream
  readonly access: Access
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** The folder of the built page. */
  readonly pagesFolder: string
  /** Takes failures that are ours or the upstream's; a caller's own mistake is not one. */
  readonly logError: (error: unknown, request: { method: string; path: string }) => void
}

/** Our HTTP. Throws nothing; every failure is `{ error: { code, message, requestId? } }`. */
export function createApp(parts: AppParts) {
  const { store, sync, events, access, now, pagesFolder, logError } = parts
  return (
    new Hono<AccessEnv>()
      // Acts on finished replies alone: the gate is the first to see a request.
      .use('/api/events', streamEvents(events))
      .use(withStrictHeaders(access.headers))
      .use(access.gate)
      .use(limitBody())
      .get('/healthz', (c) => c.json({ status: 'alive' as const }))
      .get('/readyz', async (c) => {
        // Ready to serve what it has, however old: an upstream in trouble must not hide the page.
        await store.listJobs({ filter: {}, sort: defaultSort, pageSize: 1 })
        return c.json({ status: 'ready' as const })
      })
      .use('/api/*', async (c, next) => {
        await next()
        if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
      })
      .get('/api/events', eventsHead(access.seats))
      .route('/api', sessionRoutes(access.signIn))
      .route('/api', jobsRoutes(store, sync))
      .route('/api', connectionsRoute(store, sync, events))
      .route('/api', exportRoute({ store, sync, now, logError }))
      .all('/api/*', (c) => c.notFound())
      .route('/', pages(pagesFolder))
      .notFound((c) =>
        c.json({ error: { code: 'not-found', message: `There is no ${c.req.path} here.` } }, 404),
      )
      .onError((error, c) => {
        const { status, body } = toErrorReply(error)
        if (status >= 500) logError(error, { method: c.req.method, path: c.req.path })
        return c.json(body, status, access.headers)
      })
  )
}

/** What the web compiles against: routes, inputs and replies, no code. */
export type App = ReturnType<typeof createApp>
