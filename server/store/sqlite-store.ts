import type { JobListQuery, JobPage, JobStore, SyncRecord } from '../jobs/job-store.ts'
import { applyPage } from './apply-page.ts'
import type { Condition, CreatedRange } from './conditions.ts'
import { readCreatedRange, toConditions, whereSql } from './conditions.ts'
import { countFacets } from './count-facets.ts'
import { createCountMemory } from './count-memory.ts'
import type { Database } from './database.ts'
import { openDatabase } from './database.ts'
import type { JobRow, TransitionRow } from './job-rows.ts'
import { toMirroredJob, toTransitions } from './job-rows.ts'
import type { PageQuery } from './list-page.ts'
import { listPage, positionOf } from './list-page.ts'
import { readPageToken, writePageToken } from './page-token.ts'

export type SqliteStoreOptions = {
  /** A path, or `:memory:`. */
  readonly file: string
  /** Wall clock in epoch milliseconds. */
  readonly now: () => number
  /** The configured ones: jobs of others stay in the file and do not show. Absent: all show. */
  readonly connections?: readonly string[]
}

/** The mirror in one file. Throws `internal` when the file cannot be used. */
export function createSqliteStore({ file, now, connections }: SqliteStoreOptions): JobStore {
  const db = openDatabase(file)
  const memory = createCountMemory()
  const scope = () => readScope(db, connections)
  const shows = (connection: string) => !connections || connections.includes(connection)

  return {
    async applyPage(page, record) {
      const applied = db.transaction(() => applyPage(db, page, record))
      if (applied.added + applied.changed > 0) memory.forget()
      return applied
    },

    async listJobs(query) {
      const start = query.nextToken === undefined ? null : readPageToken(query, query.nextToken)
      const created = start?.created ?? readCreatedRange(query.filter, now())
      const conditions = toConditions(query.filter, created, scope())
      const jobCount = memory.recall(questionOf('count', conditions), () =>
        countJobs(db, conditions),
      )
      return readPage(db, query, {
        created,
        conditions,
        jobCount,
        position: start?.position ?? null,
      })
    },

    findJob: async (jobId) => findJob(db, jobId, scope()),

    async countFacets(filter) {
      const conditions = toConditions(filter, readCreatedRange(filter, now()), scope())
      return memory.recall(questionOf('facets', conditions), () => countFacets(db, conditions))
    },

    async activeJobIds(connection) {
      if (!shows(connection)) return []
      const sql = 'SELECT job_id FROM jobs WHERE connection = ? AND active = 1 ORDER BY job_id'
      return db.all<Pick<JobRow, 'job_id'>>(sql, [connection]).map((row) => row.job_id)
    },

    async countJobs(connection) {
      if (!shows(connection)) return 0
      return countJobs(db, [{ name: 'connection', sql: 'connection = ?', value: connection }])
    },

    readSync: async (connection) => readSync(db, connection),
    close: async () => db.close(),
  }
}

type PageState = Pick<PageQuery, 'conditions' | 'jobCount' | 'position'> & {
  readonly created: CreatedRange
}

function readPage(db: Database, query: JobListQuery, { created, ...state }: PageState): JobPage {
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

function findJob(db: Database, jobId: string, scope: readonly string[] | null) {
  const conditions = toConditions({ jobId: [jobId] }, { from: null, to: null }, scope)
  const row = db.get<JobRow>(
    `SELECT * FROM jobs ${whereSql(conditions)}
    ORDER BY created_at DESC, first_seen_at DESC, connection LIMIT 1`,
    conditions.map(({ value }) => value),
  )
  if (!row) return null
  const changes = db.all<TransitionRow>(
    `SELECT from_status, to_status, after_at, before_at FROM transitions
    WHERE job_id = ? AND connection = ? ORDER BY id`,
    [row.job_id, row.connection],
  )
  return { job: toMirroredJob(row), transitions: toTransitions(row, changes) }
}

function countJobs(db: Database, conditions: readonly Condition[]): number {
  const counted = db.get<{ readonly count: number }>(
    `SELECT count(*) AS count FROM jobs ${whereSql(conditions)}`,
    conditions.map(({ value }) => value),
  )
  return counted?.count ?? 0
}

function readSync(db: Database, connection: string): SyncRecord {
  const row = db.get<{ readonly sync: string | null }>(
    'SELECT sync FROM connections WHERE name = ?',
    [connection],
  )
  return row?.sync
    ? (JSON.parse(row.sync) as SyncRecord)
    : { current: null, last: null, asOf: null }
}

/** `null` where the file holds no other connection's jobs: then there is nothing to hide. */
function readScope(db: Database, connections?: readonly string[]): readonly string[] | null {
  if (!connections) return null
  const stored = db.all<{ readonly name: string }>('SELECT name FROM connections')
  return stored.every(({ name }) => connections.includes(name)) ? null : connections
}

/** Names a count: SQL and values decide it wholly. */
function questionOf(kind: 'count' | 'facets', conditions: readonly Condition[]): string {
  return JSON.stringify([kind, ...conditions.map(({ sql, value }) => [sql, value])])
}
