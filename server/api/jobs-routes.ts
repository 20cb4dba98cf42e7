import { type Env, Hono, type MiddlewareHandler } from 'hono'
import type { AuditLog } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import { isJobId } from '../jobs/job-filter.ts'
import type { JobListQuery, JobStore, ReceivedRow } from '../jobs/job-store.ts'
import { viewerOf } from './audit-route.ts'
import { readListQuery } from './list-query.ts'
import { maskAccounts } from './mask-accounts.ts'
import { findAnywhere, namedJob, notFound, refuseAmbiguous } from './named-job.ts'
import { createReplyMemory } from './reply-memory.ts'
import type { Sync } from './sync.ts'
import type { RequestEnv } from './told-request.ts'

/** The query as a caller writes it (for the typed client) and as the routes read it. */
type ListQuery = {
  in: { query: Record<string, string | string[]> }
  out: { query: JobListQuery }
}

const listQuery: MiddlewareHandler<Env, string, ListQuery> = async (c, next) => {
  c.req.addValidatedData('query', readListQuery(new URL(c.req.url).searchParams))
  await next()
}

export type JobsRoutesParts = {
  readonly store: JobStore
  readonly sync: Sync
  /** Of the page; see `syncFrame`. */
  readonly build: string | undefined
  readonly audit: Pick<AuditLog, 'note'>
}

/** `/api/jobs` and `/api/facets`: pages of the mirror, one job with its history, counts. */
export function jobsRoutes({ store, sync, build, audit }: JobsRoutesParts) {
  const memory = createReplyMemory(store)
  return new Hono<RequestEnv>()
    .get('/jobs', listQuery, (c) => {
      const query = c.req.valid('query')
      // Read before the rows: they may be newer than what is said of them, never older.
      const asOf = sync.asOf(query.filter.connection)
      const read = async () => ({ ...(await store.listJobs(query)), asOf })
      return memory.recall(isLasting(query) ? asOf : null, c.req.url, read)
    })
    .get('/jobs/:jobId', namedJob, async (c) => {
      return c.json(await findAnywhere(c.req.valid('query'), store, sync))
    })
    .get('/jobs/:jobId/result', namedJob, async (c) => {
      const { job } = await findAnywhere(c.req.valid('query'), store, sync)
      if (isUnderWay(job)) throw new AppError('no-result', 'The job has not ended yet.')
      const link = await sync.findResult(job)
      if (!link) throw new AppError('no-result', 'Alibaba Cloud has no result file of this job.')
      const { connection, jobId } = job
      audit.note(viewerOf(c), { action: 'result', connection, jobId })
      return c.json(link)
    })
    .get('/jobs/:jobId/received', namedJob, async (c) => {
      const { job } = await findAnywhere(c.req.valid('query'), store, sync)
      const row = await store.findReceived(job)
      const isFull = c.req.query('accounts') === 'full'
      return c.json({ received: row && toReceived(row, isFull) })
    })
    .post('/jobs/:jobId/check', namedJob, async (c) => {
      const wanted = c.req.valid('query')
      const { jobId, connection } = wanted
      if (!isJobId(jobId)) throw notFound(wanted)
      await refuseAmbiguous(wanted, store)
      const isListed = await sync.check(jobId, connection)
      const found = await store.findJob(jobId, connection)
      if (!found) throw notFound(wanted)
      return c.json({ ...found, isListed })
    })
    .get('/facets', listQuery, (c) => {
      const query = c.req.valid('query')
      const asOf = sync.asOf(query.filter.connection)
      const read = async () => ({ facets: await store.countFacets(query.filter), asOf })
      return memory.recall(isLasting(query) ? asOf : null, c.req.url, read)
    })
    .get('/sync', (c) => c.json({ connections: sync.statuses(), build }))
}

/** Many ask for the head of a list, few for what follows; a time before now is another one soon. */
function isLasting({ filter, nextToken }: JobListQuery): boolean {
  const isMoving = (moment: string | undefined) => moment?.startsWith('-') ?? false
  return nextToken === undefined && !isMoving(filter.createdFrom) && !isMoving(filter.createdTo)
}

function toReceived({ text, ...from }: ReceivedRow, isFull: boolean) {
  // Rows come of no other operation: not even a look by id uses another one.
  const operation = 'ListDeviceDistributeJob' as const
  return { text: isFull ? text : maskAccounts(text), operation, ...from }
}

/** Of a status that no document knows, the upstream may tell whether there is a result. */
function isUnderWay({ status }: Job): boolean {
  return status === 'initializing' || status === 'running'
}
