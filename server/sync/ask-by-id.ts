import type { CallPurpose, SourcePage } from '../jobs/job-source.ts'
import type { Look } from './look.ts'
import type { Mirror } from './mirror.ts'

/** `absent`: the upstream knows no such job. `unclear`: the answer proves neither. */
export type AnswerById = 'listed' | 'absent' | 'unclear'

export type AskById = (jobId: string, purpose: CallPurpose) => Promise<AnswerById>

/**
 * One call for one job. What it finds goes into the mirror, and so does that it found nothing,
 * which makes the job missing where walks did not list it either. Throws what the look throws.
 */
export function createAskById(look: Look, mirror: Pick<Mirror, 'confirmAbsence'>): AskById {
  return async (jobId, purpose) => {
    const { page } = await look({ jobId }, { size: 1 }, purpose)
    if (page.jobs.some((job) => job.jobId === jobId)) return 'listed'
    if (!isEmpty(page)) return 'unclear'
    await mirror.confirmAbsence(jobId, page.sentAtMs)
    return 'absent'
  }
}

/** A row that could not be read, a count or a further page may each be the job. */
function isEmpty({ jobs, unreadable, nextToken, jobCount }: SourcePage): boolean {
  return jobs.length === 0 && unreadable === 0 && nextToken === null && (jobCount ?? 0) === 0
}
