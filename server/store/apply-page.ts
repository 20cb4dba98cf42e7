import type { Job, JobStatus } from '../jobs/job.ts'
import type { ScopeFacts } from '../jobs/job-scope.ts'
import type { Applied, JobChange, Observation, SyncRecord } from '../jobs/job-store.ts'
import type { LoggedChange } from './event-log.ts'
import { addFirstLook, addTransition, readPast } from './history.ts'
import type { IndexChange } from './index/index-content.ts'
import type { JobRow } from './job-rows.ts'
import { toContent, toScopeFacts } from './job-rows.ts'
import type { Queries } from './queries.ts'
import { keepReceived } from './received.ts'
import { keepRecord, rememberSettled } from './sync-records.ts'

/** When the upstream was looked at: whole milliseconds, the interval rounded outwards. */
type Look = {
  readonly connection: string
  readonly sentAt: number
  readonly receivedAt: number
  readonly commit: number
}

export type AppliedPage = Omit<IndexChange, 'jobs'> & {
  readonly applied: Applied
  readonly changes: readonly LoggedChange[]
}

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
  const changes: LoggedChange[] = []
  const ids: number[] = []
  let returned = 0
  let undecided = 0
  const jobs = new Map(page.jobs.map((job) => [job.jobId, job]))
  const rows = findRows(db, [...jobs.keys()], look)
  const answers: Answers = new Map()
  for (const job of jobs.values()) {
    const known = rows.get(job.jobId)
    const outcome = known ? takeAnew(db, job, look, { known, answers }) : addJob(db, job, look)
    if (outcome !== 'outdated' && outcome !== 'undecided') taken.push(job)
    if (outcome === 'confirmed' && known) ids.push(known.id)
    if (outcome === 'returned') returned += 1
    if (outcome === 'undecided') undecided += 1
    const kind = changeKinds[outcome]
    if (kind) changes.push({ connection, jobId: job.jobId, kind, of: ownersOf(job, known) })
  }
  confirm(db, answers, look)
  keepReceived(db, taken, page, rows)
  const names = rememberNames(db, taken, look)
  if (record) {
    keepRecord(db, connection, record)
    rememberSettled(db, connection, record.asOf)
  }
  const added = changes.filter(({ kind }) => kind === 'added').length
  const applied = { added, changed: changes.length - added, returned, undecided }
  return { applied, changes, names, confirmed: { ids, atMs: sentAt } }
}

type Outcome = 'added' | 'changed' | 'returned' | 'confirmed' | 'outdated' | 'undecided'

const changeKinds: { readonly [outcome in Outcome]: JobChange['kind'] | null } = {
  added: 'added',
  changed: 'changed',
  returned: 'changed',
  confirmed: null,
  outdated: null,
  undecided: null,
}

/**
 * Was this look under way at the same time as the one that confirmed the row? Then nobody knows
 * which of them saw the job later, whichever was sent first. One that came before the other was sent
 * is from after the clock was set back, and must not be held up until then.
 */
function isCrossing(look: Look, row: Pick<JobRow, 'confirmed_at' | 'answered_at'>): boolean {
  return look.sentAt < row.answered_at && row.confirmed_at <= look.receivedAt
}

/** Those that are known, by job id. A page is read and confirmed in one go: most of it is no news. */
function findRows(db: Queries, jobIds: readonly string[], { connection }: Look) {
  const rows = db.all<JobRow>(
    `SELECT * FROM jobs
    WHERE job_id IN (SELECT value FROM json_each(?)) AND connection = ?`,
    [JSON.stringify(jobIds), connection],
  )
  return new Map(rows.map((row) => [row.job_id, row]))
}

/** The rows that a look showed, by when the answer came that they count as confirmed by. */
type Answers = Map<number, number[]>

function confirm(db: Queries, answers: Answers, look: Look): void {
  for (const [answeredAt, ids] of answers) {
    db.run(
      `UPDATE jobs SET confirmed_at = ?, answered_at = ?
      WHERE id IN (SELECT value FROM json_each(?))`,
      [look.sentAt, answeredAt, JSON.stringify(ids)],
    )
  }
}

/** Whose the job is and, where that is another's now, whose it was. */
function ownersOf({ productKey, sourceUid, targetUid }: Job, known?: JobRow): ScopeFacts[] {
  const now = { productKey, sourceUid, targetUid }
  if (!known) return [now]
  const before = toScopeFacts(known)
  const isSame =
    before.productKey === productKey &&
    before.sourceUid === sourceUid &&
    before.targetUid === targetUid
  return isSame ? [now] : [now, before]
}

type Known = { readonly known: JobRow; readonly answers: Answers }

function takeAnew(db: Queries, job: Job, look: Look, { known, answers }: Known): Outcome {
  const crosses = isCrossing(look, known)
  if (crosses && look.sentAt < known.confirmed_at) return 'outdated'

  const content = toContent(job)
  const columns = Object.keys(content) as (keyof typeof content)[]
  const differs = columns.some((column) => content[column] !== known[column])
  // Another look at the job is due soon, and after both.
  if (crosses && differs) return 'undecided'
  const { id } = known
  const answeredAt = crosses ? Math.max(known.answered_at, look.receivedAt) : look.receivedAt
  const answered = answers.get(answeredAt)
  if (answered) answered.push(id)
  else answers.set(answeredAt, [id])
  if (known.absent_walks > 0) {
    const listed = 'absent_walks = 0, absent_since = NULL, missing_since = NULL'
    db.run(`UPDATE jobs SET ${listed} WHERE id = ?`, [id])
  }
  if (differs) {
    const assignments = columns.map((column) => `${column} = ?`).join(', ')
    db.run(`UPDATE jobs SET ${assignments} WHERE id = ?`, [...Object.values(content), id])
  }
  const { status, confirmed_at: seenAt, created_at: createdAt } = known
  recordChange(db, id, { status, seenAt, createdAt }, job, look)
  if (known.missing_since !== null) return 'returned'
  return differs ? 'changed' : 'confirmed'
}

/** A job that only the mirror forgot goes on from where its history ends. */
function addJob(db: Queries, job: Job, look: Look): Outcome {
  const { connection, sentAt, receivedAt, commit } = look
  const { jobId, status } = job
  const content = toContent(job)
  const past = readPast(db, { connection, jobId })
  if (!past) {
    const seen = { status, seenAt: receivedAt, sentAt, createdAt: content.created_at }
    addFirstLook(db, { connection, jobId, ...seen }, commit)
  }

  const row: { readonly [column in Exclude<keyof JobRow, 'id'>]: JobRow[column] } = {
    ...content,
    connection,
    job_id: jobId,
    first_seen_at: past?.firstSeenAt ?? receivedAt,
    confirmed_at: sentAt,
    answered_at: receivedAt,
    since_from: past?.sinceFrom ?? null,
    since_after: past?.sinceAfter ?? null,
    since_before: past?.sinceBefore ?? receivedAt,
    since_sent_at: past?.sinceSentAt ?? sentAt,
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
  if (added && past) recordChange(db, added.id, { ...past, seenAt: past.sinceSentAt }, job, look)
  return 'added'
}

type Before = {
  readonly status: JobStatus
  /** When the last look was sent that showed it in that status. */
  readonly seenAt: number
  /** `null`: not known. */
  readonly createdAt: number | null
}

/**
 * Adds to the history that the status changed, if it did. A change that goes backwards (completed,
 * then running) is one like any other; a job that was created at another time is another job.
 */
function recordChange(db: Queries, id: number, known: Before, job: Job, look: Look): void {
  const createdAt = job.createdAt === null ? null : Date.parse(job.createdAt)
  const isAnother = isAnotherMoment(createdAt, known.createdAt)
  if (known.status === job.status && !isAnother) return
  const { connection, sentAt, receivedAt: before } = look
  const from = isAnother ? null : known.status
  const after = Math.min(known.seenAt, sentAt)
  const seen = { from, to: job.status, after, before, sentAt, createdAt }
  addTransition(db, { connection, jobId: job.jobId, ...seen }, look.commit)
  const since = 'since_from = ?, since_after = ?, since_before = ?, since_sent_at = ?'
  db.run(`UPDATE jobs SET ${since} WHERE id = ?`, [from, after, before, sentAt, id])
}

/** What the upstream did not say contradicts nothing. */
function isAnotherMoment(now: number | null, before: number | null): boolean {
  return now !== null && before !== null && now !== before
}

/**
 * The newest name of each instance; gives those that were written. Within a page the first counts:
 * lists begin with the newest.
 */
function rememberNames(db: Queries, jobs: readonly Job[], look: Look): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { id, name } of jobs.flatMap((job) => [job.source, ...job.targets])) {
    if (name !== '' && !names.has(id)) names.set(id, name)
  }
  const written = new Map<string, string>()
  for (const [id, name] of names) {
    const row = db.get(
      `INSERT INTO instances (id, name, seen_at) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET name = excluded.name, seen_at = excluded.seen_at
      WHERE excluded.seen_at >= seen_at
      RETURNING 1`,
      [id, name, look.sentAt],
    )
    if (row) written.set(id, name)
  }
  return written
}
