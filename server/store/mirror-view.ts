import type { JobFilter } from '../jobs/job-filter.ts'
import type { JobScope } from '../jobs/job-scope.ts'
import type { JobPage, JobView } from '../jobs/job-store.ts'
import { type CreatedRange, readCreatedRange } from './created-range.ts'
import type { EventLog } from './event-log.ts'
import { eventsWithin } from './events-within.ts'
import { connectionsOf, findJob, findReceived } from './find-job.ts'
import type { Question } from './index/conditions.ts'
import type { Found, JobIndex } from './index/job-index.ts'
import type { JobRow } from './job-rows.ts'
import { toMirroredJob } from './job-rows.ts'
import {
  type ListOrder,
  type Position,
  positionOf,
  readPageToken,
  writePageToken,
} from './page-token.ts'
import type { Queries } from './queries.ts'

export type ViewParts = {
  readonly db: Queries
  readonly index: JobIndex
  readonly log: EventLog
  readonly now: () => number
  /** See `SqliteStoreOptions`. */
  readonly connections: readonly string[] | undefined
}

/** The one place that decides what is shown: each read, count and event is of jobs within the scope. */
export function createView(parts: ViewParts, scope: JobScope): JobView {
  const { db, index, log, now, connections } = parts
  const shown = { connections, scope }
  const ask = (filter: JobFilter, created: CreatedRange): Question => ({
    ...shown,
    filter,
    created,
  })

  return {
    async listJobs(query) {
      const order = { ...query, scope }
      const start = query.nextToken === undefined ? null : readPageToken(order, query.nextToken)
      const created = start?.created ?? readCreatedRange(query.filter, now())
      const position = start?.position ?? null
      return index.find(ask(query.filter, created), (found) =>
        readPage(db, order, { created, position, found }),
      )
    },

    findJob: async (jobId, connection) => findJob(db, { jobId, connection }, shown),
    connectionsOf: async (jobId) => connectionsOf(db, jobId, shown),
    findReceived: async (job) => findReceived(db, job, scope),

    countFacets: async (filter) => index.countFacets(ask(filter, readCreatedRange(filter, now()))),

    countJobs: (connection) =>
      index.count(ask({ connection: [connection] }, { from: null, to: null })),

    ...eventsWithin(log, scope),
  }
}

type PageState = {
  readonly created: CreatedRange
  /** Where the page before ended. */
  readonly position: Position | null
  readonly found: Found
}

type ListedPage = ListOrder & { readonly pageSize: number }

function readPage(
  db: Queries,
  query: ListedPage,
  { created, position, found }: PageState,
): JobPage {
  const { sort, pageSize } = query
  // One more than asked for tells whether there is a next page.
  const ids = found.page(sort, { position, size: pageSize + 1 })
  const shown = readRows(db, ids.slice(0, pageSize))
  const last = ids.length > pageSize ? shown.at(-1) : undefined
  return {
    jobs: shown.map(toMirroredJob),
    nextToken: last ? writePageToken(query, { created, position: positionOf(last, sort) }) : null,
    jobCount: found.count,
  }
}

/** The rows in the order of their ids here. */
function readRows(db: Queries, ids: readonly number[]): JobRow[] {
  const rows = db.all<JobRow>('SELECT * FROM jobs WHERE id IN (SELECT value FROM json_each(?))', [
    JSON.stringify(ids),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}
