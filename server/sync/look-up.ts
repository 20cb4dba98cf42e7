import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { ResultLink } from '../jobs/job-source.ts'
import type { AskById } from './ask-by-id.ts'
import type { Pace } from './pace.ts'

const mostKept = 1000
const mostAtOnce = 8
const mostInARow = 5

export type LookUpParts = {
  readonly askById: AskById
  readonly findResult: (jobId: string) => Promise<ResultLink | null>
  readonly clock: Clock
  readonly pace: Pace
}

/**
 * Asks about one job for a person who waits; the answer tells whether the upstream knows it. One
 * call for any number who ask at the same time, and never so many that a crowd of links or clicks
 * eats the quota: `throttled` then. `lookUp` does not ask again for a minute after a miss, `check`
 * and `findResult` not for 2 s after any answer.
 */
export function createLookUps({ askById, findResult, clock, pace }: LookUpParts) {
  const mayCall = createAllowance(clock, pace.personCallMs)

  async function ask(jobId: string): Promise<boolean> {
    if (!mayCall()) throw tooMany()
    const answer = await askById(jobId, 'person').catch((error) => {
      // An id that the upstream refuses is no job's: not its failure, and not worth asking again.
      if (error instanceof AppError && error.code === 'request-refused') return 'absent'
      throw error
    })
    if (answer !== 'unclear') return answer === 'listed'
    throw new AppError('unreadable-reply', 'What the upstream says of this job cannot be read.')
  }

  async function askForResult(jobId: string): Promise<ResultLink | null> {
    if (!mayCall()) throw tooMany()
    return findResult(jobId)
  }

  return {
    lookUp: share(ask, clock, (isFound) => (isFound ? 0 : pace.missLastsMs)),
    check: share(ask, clock, () => pace.answerLastsMs),
    findResult: share(askForResult, clock, () => pace.answerLastsMs),
  }
}

type Ask<Answer> = (jobId: string) => Promise<Answer>

/** One call for all who ask the same at a time, and none while the last answer lasts. */
function share<Answer>(
  ask: Ask<Answer>,
  clock: Clock,
  lastsMs: (answer: Answer) => number,
): Ask<Answer> {
  const underWay = new Map<string, Promise<Answer>>()
  const kept = new Map<string, { readonly answer: Answer; readonly untilMs: number }>()

  function keep(jobId: string, answer: Answer) {
    kept.delete(jobId)
    const untilMs = clock.monotonicMs() + lastsMs(answer)
    if (untilMs > clock.monotonicMs()) kept.set(jobId, { answer, untilMs })
    return answer
  }

  /** Those that last, last equally long: the oldest end first. */
  function forgetOld() {
    for (const [jobId, { untilMs }] of kept) {
      if (untilMs > clock.monotonicMs() && kept.size <= mostKept) return
      kept.delete(jobId)
    }
  }

  return async (jobId) => {
    forgetOld()
    const last = kept.get(jobId)
    if (last) return last.answer
    const asked = underWay.get(jobId)
    if (asked) return asked
    if (underWay.size >= mostAtOnce) throw tooMany()
    const answer = ask(jobId)
      .then((given) => keep(jobId, given))
      .finally(() => underWay.delete(jobId))
    underWay.set(jobId, answer)
    return answer
  }
}

/** One call in `everyMs` on average, a few in a row after a rest. */
function createAllowance(clock: Clock, everyMs: number): () => boolean {
  let usedUntilMs = Number.NEGATIVE_INFINITY
  return () => {
    const now = clock.monotonicMs()
    const untilMs = Math.max(usedUntilMs, now - mostInARow * everyMs) + everyMs
    if (untilMs > now) return false
    usedUntilMs = untilMs
    return true
  }
}

function tooMany() {
  return new AppError('throttled', 'Many jobs are being asked about at this moment. Try again.')
}
