import type { Clock } from '../clock.ts'
import type { FinishedSweep } from '../jobs/job-store.ts'
import type { AskById } from './ask-by-id.ts'
import type { Mirror } from './mirror.ts'
import type { Pace } from './pace.ts'
import { isHint, joinHints } from './sweep.ts'

export type DoubtParts = {
  readonly mirror: Pick<Mirror, 'doubtfulJobIds' | 'noteAbsences'>
  readonly askById: AskById
  readonly clock: Clock
  readonly pace: Pace
  /** Some gave no clear answer and are left for after the next walk. */
  readonly onLeft: () => void
}

const atATime = 50

/** The jobs that walks did not list: each is asked for by id once after walks that counted. */
export function createDoubts({ mirror, askById, clock, pace, onLeft }: DoubtParts) {
  let betweenMs = 0
  let notBeforeMs = 0
  let isOpen = false
  let hasLeft = false
  let queue: string[] = []
  const asked = new Set<string>()
  /** The last walk, where it alone was no proof. */
  let hint: FinishedSweep | null = null

  /** Every second walk that was no proof counts, together with the one before. */
  function joinToHint(last: FinishedSweep): FinishedSweep | null {
    const joined = hint && isHint(last) ? joinHints(hint, last) : null
    hint = joined === null && isHint(last) ? last : null
    return joined
  }

  /** Where some are still left, it goes on with those. */
  function open() {
    if (isOpen) return
    isOpen = true
    hasLeft = false
    queue = []
    asked.clear()
  }

  async function fill() {
    const ids = await mirror.doubtfulJobIds(asked.size + atATime)
    queue = ids.filter((jobId) => !asked.has(jobId))
    if (queue.length > 0) return
    isOpen = false
    if (hasLeft) onLeft()
  }

  return {
    /** A walk has ended: who was not on it? */
    async weigh(walk: FinishedSweep) {
      const counted = walk.isSettled ? walk : joinToHint(walk)
      if (counted === null) return
      await mirror.noteAbsences(counted)
      betweenMs = walk.isSettled ? pace.betweenDoubtsMs : pace.betweenWeakDoubtsMs
      open()
    },
    /** Asks about one, if it is time for that and there is any. Never throws. */
    async askNext(): Promise<void> {
      if (!isOpen || clock.monotonicMs() < notBeforeMs) return
      if (queue.length === 0) await fill().catch(() => null)
      const jobId = queue.shift()
      if (jobId === undefined) return
      asked.add(jobId)
      const answer = await askById(jobId, 'sweep').catch(() => 'unclear')
      if (answer === 'unclear') hasLeft = true
      notBeforeMs = clock.monotonicMs() + betweenMs
    },
  }
}
