import type { Gap, JobWithHistory, MirroredJob } from '../jobs/job.ts'
import { defaultSort, type JobFilter } from '../jobs/job-filter.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { findUnprovenAbsence } from './absence-claims.ts'
import { differencesOf, findUntruePast } from './history-claims.ts'
import type { LookLog } from './look-log.ts'
import { slowestMs } from './moody-source.ts'
import type { TrueWorld } from './true-world.ts'

export type ClaimParts = {
  readonly store: JobStore
  readonly world: TrueWorld
  readonly log: LookLog
  readonly now: () => number
  /** Not to have looked for longer than this is a gap. */
  readonly gapMs: number
}

/** Follows what a mirror claims and notes at once what is not so, or not so any more later. */
export function watchClaims({ store, world, log, now }: ClaimParts) {
  const untruths: string[] = []
  let lastSeq = -1
  store.onEvent(({ id, changes }) => {
    const seq = Number(id.slice(id.lastIndexOf('.') + 1))
    if (seq <= lastSeq) untruths.push(`event ${id} comes after ${lastSeq}`)
    lastSeq = seq
    for (const { jobId, kind } of changes) {
      if (kind !== 'missing') continue
      // The look by id that found nothing was not long ago.
      if (!world.wasGone(jobId, now() - 2 * slowestMs, now())) {
        untruths.push(`${jobId} is told missing and was there all the time`)
      }
      untruths.push(...findUnprovenAbsence(jobId, log))
    }
  })

  /** The jobs of a page that were not the same all the time of late. */
  async function check(jobIds: ReadonlySet<string>) {
    for (const jobId of jobIds) {
      const lastTurn = world.turnsOf(jobId).at(-1)
      if (!lastTurn || lastTurn.fromMs < now() - 2 * slowestMs) continue
      const found = await store.findJob(jobId)
      untruths.push(
        ...(found ? findUntruePast(found, world, now()) : [`${jobId} was not taken in`]),
      )
    }
  }

  return {
    untruths: () => untruths,
    overStore: (inner: JobStore): JobStore => ({
      ...inner,
      async applyPage(observation, record) {
        const applied = await inner.applyPage(observation, record)
        if (untruths.length === 0) await check(new Set(observation.jobs.map(({ jobId }) => jobId)))
        return applied
      },
    }),
  }
}

/** What the mirror says wrongly, after all has come to rest. */
export async function findUntruths({ store, world, log, now, gapMs }: ClaimParts) {
  const listed = await readAll(store, {})
  const gone = await readAll(store, { missing: 'only' })
  const there = world.jobs()
  const ids = new Set(listed.map(({ jobId }) => jobId))
  const untruths = listed.flatMap((job) => compareJob(job, world))
  if (ids.size !== listed.length) untruths.push('a job is listed twice')
  for (const { jobId } of there) if (!ids.has(jobId)) untruths.push(`${jobId} is not listed`)
  for (const { jobId } of gone) if (world.find(jobId)) untruths.push(`${jobId} is not missing`)
  const silences = findSilences(log, gapMs)
  for (const { jobId } of [...listed, ...gone]) {
    const found = await store.findJob(jobId)
    if (!found) untruths.push(`${jobId} is not found`)
    else
      untruths.push(...findUntruePast(found, world, now()), ...compareGaps(found, silences, gapMs))
  }
  return untruths
}

function compareJob(job: MirroredJob, world: TrueWorld): string[] {
  const truth = world.find(job.jobId)
  if (!truth) return [`${job.jobId} is listed though it is gone`]
  return differencesOf(job, truth).map((name) => `${job.jobId} has a wrong ${name}`)
}

const quickMs = 200
const minute = 60_000

type Span = { readonly fromMs: number; readonly toMs: number }

/**
 * The times of more than `gapMs` in which no call was answered, or nothing of it taken in, after a
 * minute of quick answers: after slow cycles, to wait is to look.
 */
function findSilences(log: LookLog, gapMs: number): readonly Span[] {
  let slowAtMs = Number.NEGATIVE_INFINITY
  return log.looks().flatMap(({ takenAtMs: fromMs, isSettled, page }, index, looks) => {
    if (page.receivedAtMs - page.sentAtMs > quickMs) slowAtMs = fromMs
    const next = looks[index + 1]
    if (next === undefined || !isSettled || fromMs - slowAtMs < minute) return []
    // The cycle that saw its end may have had a slower call under way.
    const toMs = next.page.sentAtMs - slowestMs
    return toMs - fromMs > gapMs ? [{ fromMs, toMs }] : []
  })
}

/** Gaps are where nobody looked, in their order, and each such time that tells of the job is one. */
function compareGaps({ job, gaps }: JobWithHistory, silences: readonly Span[], gapMs: number) {
  const spans = gaps.map(toSpan)
  const untruths = spans.flatMap(({ fromMs, toMs }, index) => {
    const isApart = fromMs >= (spans[index - 1]?.toMs ?? Number.NEGATIVE_INFINITY)
    return isApart && toMs - fromMs > gapMs - slowestMs
      ? []
      : [`${job.jobId}: gap ${index} is none`]
  })
  const hasEnded = job.status === 'completed' || job.status === 'interrupted'
  const tellsUntilMs = Date.parse(hasEnded ? job.statusSince.before : job.confirmedAt)
  for (const { fromMs, toMs } of silences) {
    if (toMs <= Date.parse(job.firstSeenAt) || fromMs >= tellsUntilMs) continue
    if (spans.some((span) => span.fromMs <= fromMs && span.toMs >= Math.floor(toMs))) continue
    untruths.push(`${job.jobId}: nobody looked from ${fromMs} to ${toMs}, and no gap says so`)
  }
  return untruths
}

function toSpan({ after, before }: Gap): Span {
  return { fromMs: Date.parse(after), toMs: Date.parse(before) }
}

async function readAll(store: JobStore, filter: JobFilter): Promise<MirroredJob[]> {
  const jobs: MirroredJob[] = []
  let nextToken: string | undefined
  do {
    const page = await store.listJobs({ filter, sort: defaultSort, pageSize: 200, nextToken })
    jobs.push(...page.jobs)
    nextToken = page.nextToken ?? undefined
  } while (nextToken !== undefined)
  return jobs
}
