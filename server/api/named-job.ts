import type { Env, MiddlewareHandler } from 'hono'
import { AppError } from '../errors.ts'
import type { JobWithHistory } from '../jobs/job.ts'
import { isJobId } from '../jobs/job-filter.ts'
import type { JobView } from '../jobs/job-store.ts'
import type { Sight } from './sight.ts'

/** Which job a request is about. A job id is unique within a connection, not among several. */
export type NamedJob = { readonly jobId: string; readonly connection: string | undefined }

/** The query as a caller writes it (for the typed client) and as the routes read it. */
type NamedQuery = {
  in: { query?: { connection?: string } }
  out: { query: NamedJob }
}

/** `/api/jobs/:jobId…?connection=`. */
export const namedJob: MiddlewareHandler<Env, string, NamedQuery> = async (c, next) => {
  const jobId = c.req.param('jobId') ?? ''
  c.req.addValidatedData('query', { jobId, connection: c.req.query('connection') || undefined })
  await next()
}

export function notFound({ jobId, connection }: NamedJob): AppError {
  const where = connection === undefined ? '' : ` in the connection ${connection}`
  return new AppError('not-found', `No job has the id ${jobId}${where}.`)
}

/** Which of several jobs is meant is not ours to guess: they are of different accounts. */
export async function refuseAmbiguous(
  { jobId, connection }: NamedJob,
  jobs: Pick<JobView, 'connectionsOf'>,
): Promise<void> {
  if (connection !== undefined) return
  const connections = await jobs.connectionsOf(jobId)
  if (connections.length < 2) return
  throw new AppError(
    'ambiguous',
    `Several connections have a job with the id ${jobId}; name one with connection=: ${connections.join(', ')}.`,
    undefined,
    { connections },
  )
}

/** A job that the mirror does not know may be newer than the mirror: one call tells. */
export async function findAnywhere(
  wanted: NamedJob,
  { jobs, lookUp }: Pick<Sight, 'jobs' | 'lookUp'>,
): Promise<JobWithHistory> {
  const { jobId, connection } = wanted
  await refuseAmbiguous(wanted, jobs)
  const known = await jobs.findJob(jobId, connection)
  if (known) return known
  if (!isJobId(jobId) || !(await lookUp(jobId, connection))) throw notFound(wanted)
  const found = await jobs.findJob(jobId, connection)
  if (!found) throw notFound(wanted)
  return found
}
