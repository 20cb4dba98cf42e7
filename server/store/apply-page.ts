import type { Job, JobStatus } from '../jobs/job.ts'
import type { Applied, JobChange, Observation, SyncRecord } from '../jobs/job-store.ts'
import { addFirstLook, addTransition, readPast } from './history.ts'
import type { JobRow } from './job-rows.ts'
import { toContent } from './job-rows.ts'
import type { Queries } from './queries.ts'
import { keepReceived } from './received.ts'

/** When the upstream was looked at: whole milliseconds, the interval rounded outwards. */
type Look = {
  readonly connection: string
  readonly sentAt: number
  readonly receivedAt: number
  readonly commit: number
}

export type AppliedPage = { readonly applied: Applied; readonly changes: readonly JobChange[] }

/** Takes in one reply. To be called inside the transaction that is the commit of that number. */
export function applyPage(
  db: Queries,
  commit: number,
  page: Observation,
  record?: SyncRecord,
): AppliedPage {
  const { connection } = page
  const sentAt = Math.floor(page.sentAtMs)
  const look: Look = { connection, sentAt, receivedAt: Math.ceil(page.receivedAtMs), commit }
  db.run('INSERT INTO connections (name) VALUES (?) ON CONFLICT DO NOTHING', [look.connection])

  const taken: Job[] = []
  const changes: JobChange[] = []
  let returned = 0
  for (const job of new Map(page.jobs.map((job) => [job.jobId, job])).values()) {
    const outcome = takeJob(db, job, look)
    if (outcome !== 'outdated') taken.push(job)
    if (outcome === 'returned') returned += 1
    const kind = changeKinds[outcome]
    if (kind) changes.push({ connection, jobId: job.jobId, kind })
  }
  keepReceived(db, taken, page)
  rememberNames(db, taken, look)
  if (record) {
    const text = JSON.stringify(record)
    db.run('UPDATE connections SET sync = ? WHERE name = ?', [text, look.connection])
  }
  const added = changes.filter(({ kind }) => kind === 'added').length
  return { applied: { added, changed: changes.length - added, returned }, changes }
}

type Outcome = 'added' | 'changed' | 'returned' | 'confirmed' | 'outdated'

const changeKinds: { readonly [outcome in Outcome]: JobChange['kind'] | null } = {
  added: 'added',
  changed: 'changed',
  returned: 'changed',
  confirmed: null,
  outdated: null,
}

/**
 * Did a call that was sent later already confirm the row? A row that was confirmed after this very
 * reply came is from before the clock was set back, and must not hold up the mirror until then.
 */
function isOverruled(look: Look, { confirmed_at }: JobRow): boolean {
  return look.sentAt < confirmed_at && confirmed_at <= look.receivedAt
}

function takeJob(db: Queries, job: Job, look: Look): Outcome {
  const known = db.get<JobRow>('SELECT * FROM jobs WHERE job_id = ? AND connection = ?', [
    job.jobId,
    look.connection,
  ])
  if (!known) return addJob(db, job, look)
  if (isOverruled(look, known)) return 'outdated'

  const content = toContent(job)
  const columns = Object.keys(content) as (keyof typeof content)[]
  const differs = columns.some((column) => content[column] !== known[column])
  const { id } = known
  db.run('UPDATE jobs SET confirmed_at = ? WHERE id = ?', [look.sentAt, id])
  if (known.absent_walks > 0) {
    const listed = 'absent_walks = 0, absent_since = NULL, missing_since = NULL'
    db.run(`UPDATE jobs SET ${listed} WHERE id = ?`, [id])
  }
  if (differs) {
    const assignments = columns.map((column) => `${column} = ?`).join(', ')
    db.run(`UPDATE jobs SET ${assignments} WHERE id = ?`, [...Object.values(content), id])
  }
  if (content.status !== known.status) {
    recordTransition(db, id, { status: known.status, seenAt: known.confirmed_at }, job, look)
  }
  if (content.targets !== known.targets) {
    db.run('DELETE FROM job_targets WHERE job = ?', [id])
    addTargets(db, id, job)
  }
  if (known.missing_since !== null) return 'returned'
  return differs ? 'changed' : 'confirmed'
}

/** A job that only the mirror forgot goes on from where its history ends. */
function addJob(db: Queries, job: Job, look: Look): Outcome {
  const { connection, receivedAt, commit } = look
  const { jobId, status } = job
  const past = readPast(db, { connection, jobId })
  if (!past) addFirstLook(db, { connection, jobId, status, seenAt: receivedAt }, commit)

  const row: { readonly [column in Exclude<keyof JobRow, 'id'>]: JobRow[column] } = {
    ...toContent(job),
    connection,
    job_id: jobId,
    first_seen_at: past?.firstSeenAt ?? receivedAt,
    confirmed_at: look.sentAt,
    since_after: past?.sinceAfter ?? null,
    since_before: past?.sinceBefore ?? receivedAt,
    missing_since: null,
    absent_walks: 0,
    absent_since: null,
  }
  const columns = Object.keys(row)
  const added = db.get<{ readonly id: number }>(
    `INSERT INTO jobs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    RETURNING id`,
    Object.values(row),
  )
  if (!added) return 'added'
  addTargets(db, added.id, job)
  if (past && past.status !== status) {
    recordTransition(db, added.id, { status: past.status, seenAt: past.sinceBefore }, job, look)
  }
  return 'added'
}

/** `seenAt`: the last moment at which it still was in the other status. */
type Before = { readonly status: JobStatus; readonly seenAt: number }

/** A change that goes backwards (completed, then running) is one like any other. */
function recordTransition(db: Queries, id: number, known: Before, job: Job, look: Look): void {
  const { connection, receivedAt: before } = look
  const after = Math.min(known.seenAt, look.sentAt)
  const change = { connection, jobId: job.jobId, from: known.status, to: job.status, after, before }
  addTransition(db, change, look.commit)
  db.run('UPDATE jobs SET since_after = ?, since_before = ? WHERE id = ?', [after, before, id])
}

function addTargets(db: Queries, id: number, job: Job): void {
  const add = (kind: 'instance' | 'region', values: readonly string[]) => {
    for (const value of new Set(values)) {
      db.run('INSERT INTO job_targets (kind, value, job) VALUES (?, ?, ?)', [kind, value, id])
    }
  }
  const instances = job.targets.map((target) => target.id)
  const regions = job.targets.map((target) => target.region)
  add('instance', instances)
  add('region', regions)
}

/** The newest name of each instance. Within a page the first counts: lists begin with the newest. */
function rememberNames(db: Queries, jobs: readonly Job[], look: Look): void {
  const names = new Map<string, string>()
  for (const { id, name } of jobs.flatMap((job) => [job.source, ...job.targets])) {
    if (name !== '' && !names.has(id)) names.set(id, name)
  }
  for (const [id, name] of names) {
    db.run(
      `INSERT INTO instances (id, name, seen_at) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at
      WHERE excluded.seen_at >= seen_at`,
      [id, name, look.sentAt],
    )
  }
}
