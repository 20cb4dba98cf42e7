import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { QuotaUse, Reach, SourcePage } from '../jobs/job-source.ts'
import type { FinishedSweep, Sweep } from '../jobs/job-store.ts'
import { createAskById } from './ask-by-id.ts'
import { createAtOnce } from './at-once.ts'
import { createDoubts } from './doubts.ts'
import { createFill } from './fill.ts'
import { asAppError, isOfTheDisk, isoOf } from './health.ts'
import type { Ask, Look } from './look.ts'
import type { Ahead, Mirror } from './mirror.ts'
import type { Pace } from './pace.ts'
import { createReadAhead } from './read-ahead.ts'
import type { RefusedIds } from './refused-ids.ts'
import { advance, isLooping, startSweep } from './sweep.ts'
import { progressOf } from './sweep-parts.ts'
import { createSweepSchedule } from './sweep-schedule.ts'
import { createTrail } from './trail.ts'
import { createWalkTrouble } from './walk-trouble.ts'

export type SweeperParts = {
  /** Its record says where the walk stands; at the start, where the last process left off. */
  readonly mirror: Mirror
  readonly look: Look
  readonly ask: Ask
  /** A look at the head of the list: the first walk begins with one. */
  readonly lookAtHead: (ahead: Ahead) => Promise<SourcePage>
  readonly reach: Reach
  readonly clock: Clock
  readonly pace: Pace
  readonly signal: AbortSignal
  readonly isWell: () => boolean
  /** The last answer to any call, on the monotonic clock. */
  readonly answeredAtMs: () => number | null
  readonly refusedIds: RefusedIds
  readonly quotaUse: () => QuotaUse
}

const triesOfOnePage = 3

/**
 * Walks the whole list, again and again, resuming where it was interrupted, and asks by id for the
 * jobs that walks did not list.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over one state, each part short
export function createSweeper(parts: SweeperParts) {
  const { mirror, clock, pace, signal, quotaUse, ...upstream } = parts
  const isContended = () => quotaUse().sharing === 'contended'
  const schedule = createSweepSchedule({ clock, pace, isContended })
  const atOnce = createAtOnce(quotaUse)
  const trouble = createWalkTrouble(clock, pace)
  const doubts = createDoubts({ ...parts, askById: createAskById(parts), onLeft: schedule.doubt })
  const fill = createFill({ ...parts, atOnce, onPage })
  let trail = createTrail()
  let ahead = createReadAhead({ ...parts, atOnce }, trail)
  let stretch = startStretch(clock, mirror.record().current)
  let pageFailures = 0
  let isHeldUp = false

  /** The next page of the walk, or all of its parts. */
  async function readOn() {
    const walk = mirror.record().current ?? begin()
    await (walk.parts?.length ? fill.run() : readPage(walk))
    const { current, last } = mirror.record()
    if (current === null && last !== null) await end(last)
  }

  async function readPage(walk: Sweep) {
    const nextToken = walk.nextToken ?? undefined
    if (nextToken !== undefined) trail.follow(nextToken)
    const page = await takeNext(walk)
    atOnce.note(page)
    onPage()
    trail.see(page.jobs)
    const { current, last } = mirror.record()
    if (current && isLooping(current, trail.signs())) {
      throw new AppError('token-refused', 'The next tokens of the list lead in a circle.')
    }
    if (nextToken !== undefined || current === null) return trouble.clear()
    if (last !== null) return
    ahead.begin(page)
    if (isFresh(walk)) fill.begin(page)
  }

  async function takeNext(walk: Sweep): Promise<SourcePage> {
    const { last } = mirror.record()
    const goOn: Ahead = (page) => advance({ current: walk, last }, page, isoOf(clock.wallMs()))
    if (last === null && isFresh(walk)) return parts.lookAtHead(goOn)
    const reply = await ahead.next(walk)
    await reply.take(goOn)
    return reply.page
  }

  function onPage() {
    pageFailures = 0
  }

  function isFirstWalk(): boolean {
    const { current, last } = mirror.record()
    return last === null && current !== null && current.restarts === 0
  }

  /** It is under way from now on, also where its first page fails. */
  function begin(restarts = 0) {
    if (restarts === 0) schedule.begin()
    trail = createTrail()
    ahead = createReadAhead({ ...parts, atOnce }, trail)
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

  async function holdUp(error: unknown) {
    isHeldUp = true
    await recover(asAppError(error))
    isHeldUp = false
  }

  /** The next call of a walk or after one, if it is time for any. */
  async function goOn(): Promise<void> {
    if (upstream.isWell()) {
      if (mirror.record().current !== null || schedule.isDue()) return readOn().catch(holdUp)
      await doubts.askNext()
    }
    await clock.wait(pace.betweenChecksMs, signal)
  }

  return {
    sweepSoon: schedule.wantSoon,
    doubt: schedule.doubt,
    weigh: fill.weigh,
    nextAt: () => (mirror.record().current === null ? schedule.nextAt() : null),
    problem: trouble.problem,
    /** The first walk comes on, without a stop or a beginning anew. */
    isFilling: () => isFirstWalk() && !isHeldUp && upstream.isWell(),
    async run() {
      while (!signal.aborted) await goOn()
    },
  }
}

/** Nothing was read of it, nor of one that broke off before. */
function isFresh({ pages, restarts }: Sweep): boolean {
  return pages === 0 && restarts === 0
}

/** What this process does of a walk, which another one may have begun. */
type Stretch = { readonly startedAtMs: number; readonly pagesBefore: number }

function startStretch(clock: Clock, walk: Sweep | null): Stretch {
  return { startedAtMs: clock.monotonicMs(), pagesBefore: walk ? progressOf(walk).pages : 0 }
}

/** What another process read took as long a page; how long none ran is of no matter. */
function tookMs({ startedAtMs, pagesBefore }: Stretch, { pages }: FinishedSweep, nowMs: number) {
  return ((nowMs - startedAtMs) * pages) / Math.max(1, pages - pagesBefore)
}
