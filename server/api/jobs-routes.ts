import { type Context, type Env, Hono, type MiddlewareHandler } from 'hono'
import type { AuditLog } from '../audit/audit-log.ts'
import { AppError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import { isJobId } from '../jobs/job-filter.ts'
import type { JobListQuery, JobStore, ReceivedRow } from '../jobs/job-store.ts'
import { viewerOf } from './audit-route.ts'
import type { SyncBody } from './event-frames.ts'
import { paramsOf, readListQuery } from './list-query.ts'
import { maskAccounts } from './mask-accounts.ts'
import { findAnywhere, namedJob, notFound, refuseAmbiguous } from './named-job.ts'
import { createReplyMemory, type Question } from './reply-memory.ts'
import type { RequestEnv } from './told-request.ts'

/** The query as a caller writes it (for the typed client) and as the routes read it. */
type ListQuery = {
  in: { query: Record<string, string | string[]> }
  out: { query: JobListQuery }
}

const listQuery: MiddlewareHandler<Env, string, ListQuery> = async (c, next) => {
  c.req.addValidatedData('query', readListQuery(paramsOf(c.req.url)))
  await next()
}

export type JobsRoutesParts = {
  readonly store: Pick<JobStore, 'onEvent'>
  /** Of the page; see `syncFrame`. */
  readonly build: string | undefined
  readonly audit: Pick<AuditLog, 'note'>
}

/** `/api/jobs` and `/api/facets`: pages of the mirror, one job with its history, counts. */
export function jobsRoutes({ store, build, audit }: JobsRoutesParts) {
  const memory = createReplyMemory(store)
  return new Hono<RequestEnv>()
    .get('/jobs', listQuery, (c) => {
      const query = c.req.valid('query')
      const sight = c.get('sight')
      // Read before the rows: they may be newer than what is said of them, never older.
      const asOf = sight.asOf(query.filter.connection)
      const read = async () => ({ ...(await sight.jobs.listJobs(query)), asOf })
      return memory.recall(toQuestion(c, isLasting(query) ? asOf : null), read)
    })
    .get('/jobs/:jobId', namedJob, async (c) => {
      return c.json(await findAnywhere(c.req.valid('query'), c.get('sight')))
    })
    .get('/jobs/:jobId/result', namedJob, async (c) => {
      const { job } = await findAnywhere(c.req.valid('query'), c.get('sight'))
      if (isUnderWay(job)) throw new AppError('no-result', 'The job has not ended yet.')
      const link = await c.get('sight').findResult(job)
      if (!link) throw new AppError('no-result', 'Alibaba Cloud has no result file of this job.')
      const { connection, jobId } = job
      audit.note(viewerOf(c), { action: 'result', connection, jobId })
      return c.json(link)
    })
    .get('/jobs/:jobId/received', namedJob, async (c) => {
      const { job } = await findAnywhere(c.req.valid('query'), c.get('sight'))
      const row = await c.get('sight').jobs.findReceived(job)
      const isFull = c.req.query('accounts') === 'full'
      return c.json({ received: row && toReceived(row, isFull) })
    })
    .post('/jobs/:jobId/check', namedJob, async (c) => {
      const wanted = c.req.valid('query')
      const sight = c.get('sight')
      const { jobId, connection } = wanted
      if (!isJobId(jobId)) throw notFound(wanted)
      await refuseAmbiguous(wanted, sight.jobs)
      const isListed = await sight.check(jobId, connection)
      const found = await sight.jobs.findJob(jobId, connection)
      if (!found) throw notFound(wanted)
      return c.json({ ...found, isListed })
    })
    .get('/facets', listQuery, (c) => {
      const query = c.req.valid('query')
      const sight = c.get('sight')
      const asOf = sight.asOf(query.filter.connection)
      const read = async () => ({ facets: await sight.jobs.countFacets(query.filter), asOf })
      return memory.recall(toQuestion(c, isLasting(query) ? asOf : null), read)
    })
    .get('/sync', async (c) => {
      const { sees, statuses } = c.get('sight')
      const body: SyncBody = { connections: await statuses(), build, sees }
      return c.json(body)
    })
}

function toQuestion(c: Context<RequestEnv>, asOf: string | null): Question {
  return {
    of: c.get('sight'),
    asOf,
    url: c.req.url,
    acceptEncoding: c.req.header('accept-encoding'),
  }
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
