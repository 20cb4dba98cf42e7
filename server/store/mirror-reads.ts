import type { JobListQuery, JobPage, JobStore } from '../jobs/job-store.ts'
import { doubtfulJobIds } from './absences.ts'
import type { Condition, CreatedRange, Hidden } from './conditions.ts'
import { missingJobsSql, readCreatedRange, toConditions, valuesOf, whereSql } from './conditions.ts'
import { countFacets } from './count-facets.ts'
import type { CountMemory } from './count-memory.ts'
import { connectionsOf, findJob } from './find-job.ts'
import type { JobRow } from './job-rows.ts'
import { toMirroredJob } from './job-rows.ts'
import type { PageQuery } from './list-page.ts'
import { listPage, positionOf } from './list-page.ts'
import { readPageToken, writePageToken } from './page-token.ts'
import type { Queries } from './queries.ts'
import { findReceived } from './received.ts'
import { readRecord, readSettled } from './sync-records.ts'

type MirrorReads = Pick<
  JobStore,
  | 'listJobs'
  | 'findJob'
  | 'connectionsOf'
  | 'findReceived'
  | 'countFacets'
  | 'activeJobIds'
  | 'doubtfulJobIds'
  | 'countJobs'
  | 'readSync'
  | 'lastSettledAt'
>

export type ReadParts = {
  readonly db: Queries
  readonly memory: CountMemory
  readonly now: () => number
  /** See `SqliteStoreOptions`. */
  readonly connections: readonly string[] | undefined
}

export function createReads({ db, memory, now, connections }: ReadParts): MirrorReads {
  const hidden = () => readHidden(db, connections)
  const shows = (connection: string) => !connections || connections.includes(connection)

  return {
    async listJobs(query) {
      const start = query.nextToken === undefined ? null : readPageToken(query, query.nextToken)
      const created = start?.created ?? readCreatedRange(query.filter, now())
      const conditions = toConditions(query.filter, created, hidden())
      const jobCount = memory.recall(questionOf('count', conditions), () =>
        countJobs(db, conditions),
      )
      const position = start?.position ?? null
      return readPage(db, query, { created, conditions, jobCount, position })
    },

    findJob: async (jobId, connection) => findJob(db, { jobId, connection }, hidden()),
    connectionsOf: async (jobId) => connectionsOf(db, jobId, hidden()),
    findReceived: async (job) => findReceived(db, job),

    async countFacets(filter) {
      const conditions = toConditions(filter, readCreatedRange(filter, now()), hidden())
      return memory.recall(questionOf('facets', conditions), () => countFacets(db, conditions))
    },

    async activeJobIds(connection) {
      if (!shows(connection)) return []
      const rows = db.all<Pick<JobRow, 'job_id'>>(
        `SELECT job_id FROM jobs
        WHERE connection = ? AND active = 1 AND missing_since IS NULL ORDER BY job_id`,
        [connection],
      )
      return rows.map((row) => row.job_id)
    },

    doubtfulJobIds: async (connection, limit) => doubtfulJobIds(db, connection, limit),

    async countJobs(connection) {
      if (!shows(connection)) return 0
      const sql = 'connection = ? AND missing_since IS NULL'
      return countJobs(db, [{ name: 'connection', sql, values: [connection] }])
    },

    readSync: async (connection) => readRecord(db, connection),
    lastSettledAt: async (connection) =>
      readRecord(db, connection).asOf ?? readSettled(db, connection),
  }
}

type PageState = Pick<PageQuery, 'conditions' | 'jobCount' | 'position'> & {
  readonly created: CreatedRange
}

function readPage(db: Queries, query: JobListQuery, { created, ...state }: PageState): JobPage {
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

function readHidden(db: Queries, connections: readonly string[] | undefined): Hidden {
  const { missing } = db.get<{ readonly missing: number }>(
    `SELECT EXISTS (${missingJobsSql}) AS missing`,
  ) ?? { missing: 1 }
  return { otherThan: readScope(db, connections), missing: missing !== 0 }
}

/** `null` where the file holds no other connection's jobs: then there is nothing to hide. */
function readScope(db: Queries, connections?: readonly string[]): readonly string[] | null {
  if (!connections) return null
  const stored = db.all<{ readonly name: string }>('SELECT name FROM connections')
  return stored.every(({ name }) => connections.includes(name)) ? null : connections
}

/** Names a count: SQL and values decide it wholly. */
function questionOf(kind: 'count' | 'facets', conditions: readonly Condition[]): string {
  return JSON.stringify([kind, ...conditions.map(({ sql, values }) => [sql, values])])
}
