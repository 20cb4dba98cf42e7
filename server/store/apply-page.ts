import type { Job } from '../jobs/job.ts'
import type { Applied, Observation, SyncRecord } from '../jobs/job-store.ts'
import type { Database } from './database.ts'
import type { JobRow } from './job-rows.ts'
import { toContent } from './job-rows.ts'

/** When the upstream was looked at: whole milliseconds, the interval rounded outwards. */
type Look = { readonly connection: string; readonly sentAt: number; readonly receivedAt: number }

/** Takes in one reply. To be called inside a transaction. */
export function applyPage(db: Database, page: Observation, record?: SyncRecord): Applied {
  const look: Look = {
    connection: page.connection,
    sentAt: Math.floor(page.sentAtMs),
    receivedAt: Math.ceil(page.receivedAtMs),
  }
  db.run('INSERT INTO connections (name) VALUES (?) ON CONFLICT DO NOTHING', [look.connection])

  const applied = { added: 0, changed: 0 }
  const taken: Job[] = []
  for (const job of new Map(page.jobs.map((job) => [job.jobId, job])).values()) {
    const outcome = takeJob(db, job, look)
    if (outcome !== 'outdated') taken.push(job)
    if (outcome === 'added' || outcome === 'changed') applied[outcome] += 1
  }
  rememberNames(db, taken, look)
  if (record) {
    const text = JSON.stringify(record)
    db.run('UPDATE connections SET sync = ? WHERE name = ?', [text, look.connection])
  }
  return applied
}

/**
 * Did a call that was sent later already confirm the row? A row that was confirmed after this very
 * reply came is from before the clock was set back, and must not hold up the mirror until then.
 */
function isOverruled(look: Look, { confirmed_at }: JobRow): boolean {
  return look.sentAt < confirmed_at && confirmed_at <= look.receivedAt
}

type Outcome = 'added' | 'changed' | 'confirmed' | 'outdated'

function takeJob(db: Database, job: Job, look: Look): Outcome {
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
  db.run('UPDATE jobs SET confirmed_at = ?, missing_since = NULL WHERE id = ?', [look.sentAt, id])
  if (differs) {
    const assignments = columns.map((column) => `${column} = ?`).join(', ')
    db.run(`UPDATE jobs SET ${assignments} WHERE id = ?`, [...Object.values(content), id])
  }
  if (content.status !== known.status) recordTransition(db, known, job, look)
  if (content.targets !== known.targets) {
    db.run('DELETE FROM job_targets WHERE job = ?', [id])
    addTargets(db, id, job)
  }
  return differs || known.missing_since !== null ? 'changed' : 'confirmed'
}

function addJob(db: Database, job: Job, look: Look): Outcome {
  const row: { readonly [column in Exclude<keyof JobRow, 'id'>]: JobRow[column] } = {
    ...toContent(job),
    connection: look.connection,
    job_id: job.jobId,
    first_seen_at: look.receivedAt,
    confirmed_at: look.sentAt,
    since_after: null,
    since_before: look.receivedAt,
    missing_since: null,
  }
  const columns = Object.keys(row)
  const added = db.get<{ readonly id: number }>(
    `INSERT INTO jobs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    RETURNING id`,
    Object.values(row),
  )
  if (added) addTargets(db, added.id, job)
  return 'added'
}

/** A change that goes backwards (completed, then running) is one like any other. */
function recordTransition(db: Database, known: JobRow, job: Job, look: Look): void {
  const after = Math.min(known.confirmed_at, look.sentAt)
  db.run(
    `INSERT INTO transitions (connection, job_id, from_status, to_status, after_at, before_at)
    VALUES (?, ?, ?, ?, ?, ?)`,
    [look.connection, job.jobId, known.status, job.status, after, look.receivedAt],
  )
  db.run('UPDATE jobs SET since_after = ?, since_before = ? WHERE id = ?', [
    after,
    look.receivedAt,
    known.id,
  ])
}

function addTargets(db: Database, id: number, job: Job): void {
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
function rememberNames(db: Database, jobs: readonly Job[], look: Look): void {
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
