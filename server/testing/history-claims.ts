import type { Job, JobWithHistory, Transition } from '../jobs/job.ts'
import { slowestMs } from './moody-source.ts'
import type { TrueWorld, Turn } from './true-world.ts'

/** A look that a history tells of: what it showed, and between which moments it was. */
type ToldLook = {
  readonly shows: (job: Job) => boolean
  readonly fromMs: number
  readonly toMs: number
  /** Than what the look before it showed: another status of the same job, or another job. */
  readonly is: 'the same' | 'another status' | 'another job'
}

/**
 * What is not so in what is told of a job's past: were there moments, one after the other, at which
 * a look each could have seen all of it, the row as it stands last?
 */
export function findUntruePast(found: JobWithHistory, world: TrueWorld, nowMs: number): string[] {
  const { job, transitions } = found
  const turns = world.turnsOf(job.jobId)
  const untruths = [...findBrokenLinks(found)]
  let ways: Ways = new Map([[0, Number.NEGATIVE_INFINITY]])
  for (const look of toldLooks(found, nowMs)) {
    ways = goOn(ways, turns, look)
    if (ways.size > 0) continue
    const told = transitions.map(({ from, to, after, before }) => [from, to, after, before])
    const was = turns.map((turn) => [isoOf(turn.fromMs), turn.job?.status, turn.job?.createdAt])
    const row = JSON.stringify([job.status, job.createdAt, job.confirmedAt])
    const until = `${isoOf(look.fromMs)}–${isoOf(look.toMs)}`
    untruths.push(
      `${job.jobId} cannot have been seen so up to ${until}: ${JSON.stringify(told)}, ${row}, ` +
        `as it was ${JSON.stringify(was)}`,
    )
    break
  }
  return untruths
}

function* toldLooks({ job, transitions }: JobWithHistory, nowMs: number): Generator<ToldLook> {
  for (const [index, { from, to, after, before }] of transitions.entries()) {
    const was = transitions[index - 1]?.to
    if (was !== undefined && after !== null) yield lookSentAt(after, nowMs, hasStatus(was))
    const toMs = Date.parse(before)
    const isFirst = index === 0
    const is = isFirst ? 'the same' : from === null ? 'another job' : 'another status'
    yield { shows: hasStatus(to), fromMs: toMs - slowestMs - 1, toMs, is }
  }
  yield lookSentAt(job.confirmedAt, nowMs, (truth) => differencesOf(job, truth).length === 0)
}

function lookSentAt(sentAt: string, nowMs: number, shows: ToldLook['shows']): ToldLook {
  const fromMs = Date.parse(sentAt)
  return { shows, fromMs, toMs: Math.min(nowMs, fromMs + slowestMs + 1), is: 'the same' }
}

const hasStatus = (status: Transition['to']) => (job: Job) => job.status === status

/** Where the looks so far may have got to: a turn of the world, and the earliest moment in it. */
type Ways = ReadonlyMap<number, number>

function goOn(ways: Ways, turns: readonly Turn[], look: ToldLook): Ways {
  const next = new Map<number, number>()
  for (const [index, turn] of turns.entries()) {
    if (turn.job === null || !look.shows(turn.job)) continue
    for (const [before, momentMs] of ways) {
      if (!mayFollow(turns, before, index, look.is)) continue
      const atMs = Math.max(momentMs, turn.fromMs, look.fromMs)
      if (atMs > Math.min(turn.toMs, look.toMs)) continue
      next.set(index, Math.min(atMs, next.get(index) ?? Number.POSITIVE_INFINITY))
    }
  }
  return next
}

function mayFollow(turns: readonly Turn[], before: number, index: number, is: ToldLook['is']) {
  const was = turns[before]?.job
  // Before the first look there was none.
  if (!was) return true
  const isAnother = was.createdAt !== turns[index]?.job?.createdAt
  if (is === 'the same') return index >= before && !isAnother
  return index > before && isAnother === (is === 'another job')
}

/** Each change begins where the one before ended, and the row says what the last one says. */
function* findBrokenLinks({ job, transitions }: JobWithHistory): Generator<string> {
  const { jobId, firstSeenAt, statusSince, status } = job
  for (const [index, { from, to }] of transitions.entries()) {
    const last = transitions[index - 1]
    if (from !== null && from !== last?.to) yield `${jobId}: ${from} → ${to} follows ${last?.to}`
  }
  const [first, last] = [transitions[0], transitions.at(-1)]
  if (first?.after !== null || first.before !== firstSeenAt) {
    yield `${jobId}: it was first seen at ${firstSeenAt}, not at ${first?.before}`
  }
  if (
    `${[statusSince.after, statusSince.before, status]}` !==
    `${[last?.after, last?.before, last?.to]}`
  ) {
    yield `${jobId}: statusSince is not its last transition`
  }
}

/** The names of the fields of a truth that a mirror's job has otherwise. */
export function differencesOf(job: Job, truth: Job): string[] {
  return Object.entries(truth)
    .filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(job[name as keyof typeof job]),
    )
    .map(([name]) => name)
}

const isoOf = (ms: number) =>
  Number.isFinite(ms) ? new Date(ms).toISOString().slice(11, 23) : `${ms}`
