import type { LookLog, TakenLook } from './look-log.ts'

const enoughWalks = 2
/** A walk that is no proof counts for so much. */
const hintCounts = 0.5

/**
 * What is wanting, by the calls that were made, for a job to be called missing: since it was last
 * listed, two settled walks without it and a look by id that found nothing. Two walks that are no
 * proof by themselves count as one that is.
 */
export function findUnprovenAbsence(jobId: string, log: LookLog): string[] {
  const looks = log.looks()
  const listedAtMs = findLastListing(jobId, looks)
  const since = log.walks().filter(({ firstSentAtMs }) => firstSentAtMs > listedAtMs)
  const hints = since.filter(({ isHint }) => isHint).length
  const walks = since.filter(({ isSettled }) => isSettled).length + hintCounts * hints
  const byId = looks.filter(
    ({ query, page }) => query.jobId === jobId && page.sentAtMs > listedAtMs && isEmpty(page),
  )
  const untruths: string[] = []
  if (walks < enoughWalks) untruths.push(`${jobId} is missing after ${walks} walks`)
  if (byId.length === 0) untruths.push(`${jobId} is missing though nobody asked for it`)
  return untruths
}

/**
 * When the last look was sent that listed it. Of looks under way at the same time, the first: one
 * that says otherwise than another counts for nothing.
 */
function findLastListing(jobId: string, looks: readonly TakenLook[]): number {
  const listings = looks
    .map(({ page }) => page)
    .filter(({ jobs }) => jobs.some((job) => job.jobId === jobId))
  const last = Math.max(...listings.map(({ sentAtMs }) => sentAtMs))
  const crossing = listings.filter(({ receivedAtMs }) => receivedAtMs > last)
  return Math.min(last, ...crossing.map(({ sentAtMs }) => sentAtMs))
}

function isEmpty({ jobs, unreadable, nextToken, jobCount }: TakenLook['page']): boolean {
  return jobs.length === 0 && unreadable === 0 && nextToken === null && (jobCount ?? 0) === 0
}
