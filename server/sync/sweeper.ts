import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import type { FinishedSweep, Sweep } from '../jobs/job-store.ts'
import { createAskById } from './ask-by-id.ts'
import { createDoubts } from './doubts.ts'
import { asAppError, isOfTheDisk, isoOf } from './health.ts'
import { type Look, largestPage } from './look.ts'
import type { Mirror } from './mirror.ts'
import type { Pace } from './pace.ts'
import type { RefusedIds } from './refused-ids.ts'
import { advance, isLooping, startSweep } from './sweep.ts'
import { createSweepSchedule } from './sweep-schedule.ts'
import { createTrail } from './trail.ts'
import { createWalkTrouble } from './walk-trouble.ts'

export type SweeperParts = {
  /** Its record says where the walk stands; at the start, where the last process left off. */
  readonly mirror: Mirror
  readonly look: Look
  readonly clock: Clock
  readonly pace: Pace
  readonly signal: AbortSignal
  readonly isWell: () => boolean
  /** The last answer to any call, on the monotonic clock. */
  readonly answeredAtMs: () => number | null
  readonly refusedIds: RefusedIds
  /** Others use the quota up. */
  readonly isContended: () => boolean
}

const triesOfOnePage = 3

/**
 * Walks the whole list by next token, again and again, resuming where it was interrupted, and
 * asks by id for the jobs that walks did not list.
 */
export function createSweeper(parts: SweeperParts) {
  const { mirror, look, clock, pace, signal, ...upstream } = parts
  const schedule = createSweepSchedule(parts)
  const trouble = createWalkTrouble(clock, pace)
  const doubts = createDoubts({ ...parts, askById: createAskById(parts), onLeft: schedule.doubt })
  let trail = createTrail()
  let stretch = startStretch(clock, mirror.record().current)
  let pageFailures = 0

  async function readPage() {
    const walk = mirror.record().current ?? begin()
    const nextToken = walk.nextToken ?? undefined
    if (nextToken !== undefined) trail.follow(nextToken)
    const ahead = (page: SourcePage) =>
      advance({ current: walk, last: mirror.record().last }, page, isoOf(clock.wallMs()))
    const which = { size: largestPage, nextToken, number: walk.pages + 1 }
    const { page } = await look({}, which, 'sweep', ahead)
    pageFailures = 0
    trail.see(page.jobs)
    const { current, last } = mirror.record()
    if (current && isLooping(current, trail.signs())) {
      throw new AppError('token-refused', 'The next tokens of the list lead in a circle.')
    }
    if (nextToken !== undefined || current === null) trouble.clear()
    if (current === null && last !== null) await end(last)
  }

  /** It is under way from now on, also where its first page fails. */
  function begin(restarts = 0) {
    if (restarts === 0) schedule.begin()
    trail = createTrail()
    const walk = startSweep(isoOf(clock.wallMs()), restarts)
    mirror.setWalk(walk)
    stretch = startStretch(clock, null)
    return walk
  }

  async function end(last: FinishedSweep) {
    schedule.end(tookMs(stretch, last, clock.monotonicMs()))
    await doubts.weigh(last)
  }

  /** Back to the first page; what was read stays in the mirror. Resolves when it may begin. */
  function restart(error: AppError) {
    const restarts = (mirror.record().current?.restarts ?? 0) + 1
    begin(restarts)
    pageFailures = 0
    return trouble.note(error, restarts, signal)
  }

  /** A page that fails is tried again once others are answered; when it fails alone, start over. */
  async function recover(error: AppError) {
    if (error.code === 'token-refused') return restart(error)
    const failedAtMs = clock.monotonicMs()
    while (!signal.aborted && (upstream.answeredAtMs() ?? -1) <= failedAtMs) {
      await clock.wait(pace.betweenChecksMs, signal)
    }
    // The page was good: only the disk did not take it in.
    if (isOfTheDisk(error)) return
    pageFailures += 1
    if (pageFailures >= triesOfOnePage) await restart(error)
  }

  /** The next call of a walk or after one, if it is time for any. */
  async function goOn(): Promise<void> {
    if (upstream.isWell()) {
      if (mirror.record().current !== null || schedule.isDue()) {
        return readPage().catch((error) => recover(asAppError(error)))
      }
      await doubts.askNext()
    }
    await clock.wait(pace.betweenChecksMs, signal)
  }

  return {
    sweepSoon: schedule.wantSoon,
    doubt: schedule.doubt,
    nextAt: () => (mirror.record().current === null ? schedule.nextAt() : null),
    problem: trouble.problem,
    async run() {
      while (!signal.aborted) await goOn()
    },
  }
}

/** What this process does of a walk, which another one may have begun. */
type Stretch = { readonly startedAtMs: number; readonly pagesBefore: number }

function startStretch(clock: Clock, walk: Sweep | null): Stretch {
  return { startedAtMs: clock.monotonicMs(), pagesBefore: walk?.pages ?? 0 }
}

/** What another process read took as long a page; how long none ran is of no matter. */
function tookMs({ startedAtMs, pagesBefore }: Stretch, { pages }: FinishedSweep, nowMs: number) {
  return ((nowMs - startedAtMs) * pages) / Math.max(1, pages - pagesBefore)
}
