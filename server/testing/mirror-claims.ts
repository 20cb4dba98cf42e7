import type { JobWithHistory, MirroredJob } from '../jobs/job.ts'
import { defaultSort, type JobFilter } from '../jobs/job-filter.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { slowestMs } from './moody-source.ts'
import type { TrueWorld } from './true-world.ts'

/** Follows a mirror's events and notes at once what is not so, or not so any more later. */
export function watchClaims(store: JobStore, world: TrueWorld, now: () => number) {
  const untruths: string[] = []
  let lastSeq = -1
  store.onEvent(({ id, changes }) => {
    const seq = Number(id.slice(id.lastIndexOf('.') + 1))
    if (seq <= lastSeq) untruths.push(`event ${id} comes after ${lastSeq}`)
    lastSeq = seq
    for (const { jobId, kind } of changes) {
      if (kind !== 'missing') continue
      // The look by id that found nothing was not long ago.
      const held = world.heldBetween(jobId, now() - 2 * slowestMs, now())
      if (!held.has(null)) untruths.push(`${jobId} is told missing and was there all the time`)
    }
  })
  return { untruths: () => untruths }
}

/** What the mirror says wrongly, after all has come to rest. */
export async function findUntruths(store: JobStore, world: TrueWorld): Promise<string[]> {
  const listed = await readAll(store, {})
  const gone = await readAll(store, { missing: 'only' })
  const there = world.jobs()
  const ids = new Set(listed.map(({ jobId }) => jobId))
  const untruths = listed.flatMap((job) => compareJob(job, world))
  if (ids.size !== listed.length) untruths.push('a job is listed twice')
  for (const { jobId } of there) if (!ids.has(jobId)) untruths.push(`${jobId} is not listed`)
  for (const { jobId } of gone) if (world.find(jobId)) untruths.push(`${jobId} is not missing`)
  for (const { jobId } of [...listed, ...gone]) {
    const found = await store.findJob(jobId)
    untruths.push(...(found ? compareHistory(found, world) : [`${jobId} is not found`]))
  }
  return untruths
}

function compareJob(job: MirroredJob, world: TrueWorld): string[] {
  const truth = world.find(job.jobId)
  if (!truth) return [`${job.jobId} is listed though it is gone`]
  return Object.entries(truth)
    .filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(job[name as keyof typeof job]),
    )
    .map(([name]) => `${job.jobId} has a wrong ${name}`)
}

/** Every transition was real, lies within its interval, and begins where the one before ended. */
function compareHistory({ job, transitions, gaps }: JobWithHistory, world: TrueWorld): string[] {
  const { jobId } = job
  const untruths: string[] = []
  for (const [index, { from, to, after, before }] of transitions.entries()) {
    const last = transitions[index - 1]
    const what = `${jobId}: ${from} → ${to} between ${after} and ${before}`
    if (from !== (last?.to ?? null)) untruths.push(`${what} does not follow ${last?.to}`)
    const earliest = after === null ? Number.NEGATIVE_INFINITY : Date.parse(after)
    if (!world.heldBetween(jobId, earliest, Date.parse(before)).has(to)) {
      untruths.push(`${what}: it was not ${to}`)
    }
    // The look that still showed `from` was sent at `after`, and answered a little later.
    if (from !== null && !world.heldBetween(jobId, earliest, earliest + slowestMs).has(from)) {
      untruths.push(`${what}: it was not ${from}`)
    }
  }
  const last = transitions.at(-1)
  const since = [job.statusSince.after, job.statusSince.before, job.status]
  if (`${since}` !== `${[last?.after ?? null, last?.before, last?.to]}`) {
    untruths.push(`${jobId}: statusSince is not its last transition`)
  }
  for (const { after, before } of gaps) {
    if (after >= before) untruths.push(`${jobId}: a gap that ends before it begins`)
  }
  return untruths
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
