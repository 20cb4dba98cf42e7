import type { JobSort } from '../../jobs/job-filter.ts'
import type { Queries } from '../queries.ts'
import { type IndexedJob, type IndexedValues, indexedSql, toIndexedJob } from './indexed-job.ts'
import { createJobColumns, type JobColumns } from './job-columns.ts'
import { createJobOrder, type JobOrder } from './job-order.ts'
import { createRowSorter } from './sort-rows.ts'

/** What a commit did to rows, as far as lists and facets go. */
export type IndexChange = {
  /** Rows that are new or not what they were, as they are now. */
  readonly jobs: readonly IndexedJob[]
  /** The newest names of instances, whether or not they are news. */
  readonly names?: ReadonlyMap<string, string>
  /** Rows that were confirmed as they were. */
  readonly confirmed?: { readonly ids: readonly number[]; readonly atMs: number }
}

/** The rows of the mirror as one moment has them. */
export type IndexContent = {
  readonly jobs: JobColumns
  readonly orders: { readonly [by in JobSort['by']]: JobOrder }
  /** Of instances: the newest that a job told, by id. */
  readonly names: ReadonlyMap<string, string>
  /** `false`: no list and no facet is another one now. */
  take(change: IndexChange): boolean
}

/** The rows of jobs that the commit under way changed. */
export function readChanged(
  db: Queries,
  changes: readonly { readonly connection: string; readonly jobId: string }[],
): IndexedJob[] {
  if (changes.length === 0) return []
  const named = changes.map(({ connection, jobId }) => [jobId, connection])
  return db.all<IndexedJob>(
    `${indexedSql} WHERE (job_id, connection) IN
      (SELECT value ->> 0, value ->> 1 FROM json_each(?)) ORDER BY id`,
    [JSON.stringify(named)],
  )
}

/** Reads every row once. */
export function readContent(db: Queries, rowsOfPart?: number): IndexContent {
  const jobs = createJobColumns(rowsOfPart)
  const known = db.get<{ readonly last: number | null }>('SELECT max(id) AS last FROM jobs')
  jobs.expect(known?.last ?? 0)
  db.each<IndexedValues>(`${indexedSql} ORDER BY id`, (row) => jobs.put(toIndexedJob(row)))
  const named = db.all<{ readonly id: string; readonly name: string }>(
    'SELECT id, name FROM instances',
  )
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const orders = createOrders(jobs)
  const rows = readByJobId(db, jobs.end())
  const sort = createRowSorter(rows.length)
  const all = Object.values(orders)
  for (const order of all) order.fill(rows, sort)
  // All of it went through SQLite's memory, where it is of no more use.
  db.run('PRAGMA shrink_memory')

  function takeJob(job: IndexedJob) {
    const isNew = job.id >= jobs.end()
    const before = all.map((order) => order.numberOf(job.id))
    jobs.put(job)
    for (const [at, order] of all.entries()) {
      if (isNew || !Object.is(order.numberOf(job.id), before[at])) order.move(job.id)
    }
  }

  return {
    jobs,
    orders,
    names,
    take({ jobs: changed, names: told = new Map(), confirmed }) {
      let isNews = changed.length > 0
      for (const job of changed) takeJob(job)
      for (const id of confirmed?.ids ?? []) jobs.confirm(id, confirmed?.atMs ?? 0)
      for (const [id, name] of told) {
        if (names.get(id) === name) continue
        names.set(id, name)
        isNews = true
      }
      return isNews
    },
  }
}

/** From SQLite's own index, which has them in this order. */
function readByJobId(db: Queries, end: number): Uint32Array {
  const rows = new Uint32Array(end)
  let count = 0
  db.each<[id: number]>('SELECT id FROM jobs ORDER BY job_id, connection', ([id]) => {
    rows[count++] = id
  })
  return rows.subarray(0, count)
}

function createOrders(jobs: JobColumns): IndexContent['orders'] {
  const by = (numberOf: (row: number) => number) => createJobOrder(jobs, numberOf)
  return {
    createdAt: by((row) => jobs.numbers('created_at')[row] ?? Number.NaN),
    deviceCount: by((row) => jobs.numbers('device_count')[row] ?? Number.NaN),
    status: by((row) => jobs.statusOrders()[row] ?? Number.NaN),
    statusSince: by((row) => jobs.numbers('since_before')[row] ?? Number.NaN),
  }
}
