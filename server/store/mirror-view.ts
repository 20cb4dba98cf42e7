import type { JobScope } from '../jobs/job-scope.ts'
import type { JobPage, JobView } from '../jobs/job-store.ts'
import type { Condition, CreatedRange, Hidden } from './conditions.ts'
import {
  missingJobsSql,
  readCreatedRange,
  toConditions,
  toScopeConditions,
  valuesOf,
  whereSql,
} from './conditions.ts'
import { countFacets } from './count-facets.ts'
import type { CountMemory } from './count-memory.ts'
import type { EventLog } from './event-log.ts'
import { eventsWithin } from './events-within.ts'
import { connectionsOf, findJob } from './find-job.ts'
import { toMirroredJob } from './job-rows.ts'
import type { PageQuery } from './list-page.ts'
import { listPage, positionOf } from './list-page.ts'
import { type ListOrder, readPageToken, writePageToken } from './page-token.ts'
import type { Queries } from './queries.ts'
import { findReceived } from './received.ts'

export type ViewParts = {
  readonly db: Queries
  readonly memory: CountMemory
  readonly log: EventLog
  readonly now: () => number
  /** See `SqliteStoreOptions`. */
  readonly connections: readonly string[] | undefined
}

/** The one place that decides what is shown: each read, count and event is of jobs within the scope. */
export function createView(parts: ViewParts, scope: JobScope): JobView {
  const { db, memory, log, now, connections } = parts
  const hidden = () => readHidden(db, connections, scope)
  const ofScope = toScopeConditions(scope)

  return {
    async listJobs(query) {
      const order = { ...query, scope }
      const start = query.nextToken === undefined ? null : readPageToken(order, query.nextToken)
      const created = start?.created ?? readCreatedRange(query.filter, now())
      const conditions = toConditions(query.filter, created, hidden())
      const jobCount = memory.recall('count', questionOf(conditions), () =>
        countJobs(db, conditions),
      )
      const position = start?.position ?? null
      return readPage(db, order, { created, conditions, jobCount, position })
    },

    findJob: async (jobId, connection) => findJob(db, { jobId, connection }, hidden()),
    connectionsOf: async (jobId) => connectionsOf(db, jobId, hidden()),
    findReceived: async (job) => findReceived(db, job, ofScope),

    async countFacets(filter) {
      const conditions = toConditions(filter, readCreatedRange(filter, now()), hidden())
      return memory.recall('facets', questionOf(conditions), () => countFacets(db, conditions))
    },

    async countJobs(connection) {
      if (connections && !connections.includes(connection)) return 0
      const sql = 'connection = ? AND missing_since IS NULL'
      const conditions = [{ name: 'connection' as const, sql, values: [connection] }, ...ofScope]
      if (scope === 'everything') return countJobs(db, conditions)
      return memory.recall('count', questionOf(conditions), () => countJobs(db, conditions))
    },

    ...eventsWithin(log, scope),
  }
}

type PageState = Pick<PageQuery, 'conditions' | 'jobCount' | 'position'> & {
  readonly created: CreatedRange
}

type ListedPage = ListOrder & { readonly pageSize: number }

function readPage(db: Queries, query: ListedPage, { created, ...state }: PageState): JobPage {
  const { sort, pageSize } = query
  // One more than asked for tells whether there is a next page.
  const rows = listPage(db, { ...state, sort, size: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? shown.at(-1) : undefined
  return {
    jobs: shown.map(toMirroredJob),
    nextToken: last ? writePageToken(query, { created, position: positionOf(last, sort) }) : null,
    jobCount: state.jobCount,
  }
}

function countJobs(db: Queries, conditions: readonly Condition[]): number {
  const counted = db.get<{ readonly count: number }>(
    `SELECT count(*) AS count FROM jobs ${whereSql(conditions)}`,
    valuesOf(conditions),
  )
  return counted?.count ?? 0
}

function readHidden(
  db: Queries,
  connections: readonly string[] | undefined,
  beyond: JobScope,
): Hidden {
  const { missing } = db.get<{ readonly missing: number }>(
    `SELECT EXISTS (${missingJobsSql}) AS missing`,
  ) ?? { missing: 1 }
  return { otherThan: readConfigured(db, connections), missing: missing !== 0, beyond }
}

/** `null` where the file holds no other connection's jobs: then there is nothing to hide. */
function readConfigured(db: Queries, connections?: readonly string[]): readonly string[] | null {
  if (!connections) return null
  const stored = db.all<{ readonly name: string }>('SELECT name FROM connections')
  return stored.every(({ name }) => connections.includes(name)) ? null : connections
}

/** Names a count: SQL and values decide it wholly. */
function questionOf(conditions: readonly Condition[]): string {
  return JSON.stringify(conditions.map(({ sql, values }) => [sql, values]))
}
