import type { Clock } from '../clock.ts'
import type { CallPurpose, SourcePage } from '../jobs/job-source.ts'
import type { Look } from './look.ts'
import type { Mirror } from './mirror.ts'
import type { RefusedIds } from './refused-ids.ts'

/** `absent`: the upstream knows no such job. `unclear`: the answer proves neither. */
export type AnswerById = 'listed' | 'absent' | 'unclear'

export type AskById = (jobId: string, purpose: CallPurpose) => Promise<AnswerById>

export type AskByIdParts = {
  readonly look: Look
  readonly mirror: Pick<Mirror, 'confirmAbsence' | 'listedJobId'>
  readonly clock: Clock
  readonly refusedIds: RefusedIds
}

/**
 * One call for one job. What it finds goes into the mirror, and so does that it found nothing,
 * which makes the job missing where walks did not list it either. Throws what the look throws, but
 * for a refusal that says "no such job": what that looks like may take two more calls to learn, and
 * then never while a person waits.
 */
export function createAskById({ look, mirror, clock, refusedIds }: AskByIdParts): AskById {
  async function isRefusedAsUnknown(error: unknown, jobId: string, purpose: CallPurpose) {
    if (purpose !== 'person') {
      const ask = (id: string) => look({ jobId: id }, { size: 1 }, purpose)
      await refusedIds.learn({ error, jobId, listedJobId: mirror.listedJobId(), ask })
    }
    return refusedIds.saysNoSuchJob(error)
  }

  return async (jobId, purpose) => {
    const askedAtMs = clock.wallMs()
    const page = await look({ jobId }, { size: 1 }, purpose).then(
      (answer) => answer.page,
      async (error) => {
        if (await isRefusedAsUnknown(error, jobId, purpose)) return null
        throw error
      },
    )
    if (page?.jobs.some((job) => job.jobId === jobId)) return 'listed'
    if (page !== null && !isEmpty(page)) return 'unclear'
    await mirror.confirmAbsence(jobId, page?.sentAtMs ?? askedAtMs)
    return 'absent'
  }
}

/** A row that could not be read, a count or a further page may each be the job. */
function isEmpty({ jobs, unreadable, nextToken, jobCount }: SourcePage): boolean {
  return jobs.length === 0 && unreadable === 0 && nextToken === null && (jobCount ?? 0) === 0
}
