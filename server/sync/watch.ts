import { momentOf } from '../clock.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import type { SyncRecord } from '../jobs/job-store.ts'
import { createActivePages } from './active-pages.ts'
import { createAsOf } from './as-of.ts'
import { createAskById } from './ask-by-id.ts'
import { createHead } from './head.ts'
import type { Look } from './look.ts'
import { createLostJobs } from './lost-jobs.ts'
import type { Ahead, Mirror } from './mirror.ts'
import { createProbes, type ProbeParts } from './probes.ts'
import type { RefusedIds } from './refused-ids.ts'

export type WatchParts = ProbeParts & {
  readonly mirror: Mirror
  readonly refusedIds: RefusedIds
  /** The first walk comes on. */
  readonly isFilling: () => boolean
  /** A look at the whole list begins; what is given is told its first page. */
  readonly onHead: () => (page: SourcePage) => void
  /** More may have happened than the head of the list shows. */
  readonly onGap: () => void
  /** An active job may have vanished. */
  readonly onDoubt: () => void
}

/** Jobs, of which a first walk takes more than three minutes. */
const longWalk = 200_000
/** One page each of the two statuses. */
const leastCalls = 2

/**
 * The cycle: the head of the list where it is time for that, initializing, running, then the jobs
 * that left them. The record's `asOf` is the start of the last cycle that left nothing open, or
 * that of the last look at the head where this was earlier: both are at least as new. While the
 * first walk comes on, the head alone will do where it shows all active jobs that are known.
 */
export function createWatch(parts: WatchParts) {
  const { mirror, clock, pace, signal, isWell, isFilling } = parts
  let calls = 0
  let hasReadActive = false
  let isPatient = false
  const look: Look = (...call) => {
    calls += 1
    return parts.look(...call)
  }
  const isWhole = () => mirror.record().last !== null
  const head = createHead({ look, clock, isWhole, onOverrun: parts.onGap })
  const activePages = createActivePages(look, clock)
  const followLost = createLostJobs({ ...parts, head, askById: createAskById({ ...parts, look }) })
  const asOf = createAsOf(parts)
  const probeUntilWell = createProbes({ ...parts, look })
  const price = createPrice(pace.perCallMs)

  /** Gives whether all that it was to look at was seen. */
  async function runCycle(): Promise<boolean> {
    const startedAt = momentOf(clock)
    if (isHeadDue(startedAt.monotonicMs)) await lookAtHead()
    if (isFilling() && (hasReadActive || !isLong(mirror.record())) && (await isAllOnHead())) {
      await asOf.settle(startedAt, head.lookedAt() ?? startedAt)
      return true
    }
    const { seen, isWhole: isRead } = await activePages.read()
    hasReadActive ||= isRead
    const isDone = await followLost(seen)
    if (!isRead) return false
    if (isDone) await asOf.settle(startedAt, head.lookedAt() ?? startedAt)
    else asOf.noteLook(startedAt)
    return isDone
  }

  async function lookAtHead(ahead?: Ahead) {
    const tell = parts.onHead()
    const page = await head.look(ahead)
    tell(page)
    return page
  }

  async function isAllOnHead(): Promise<boolean> {
    return (await mirror.activeJobIds()).every(head.shows)
  }

  /** Would its last look be too old before the next cycle can look again? */
  function isHeadDue(startedAtMs: number): boolean {
    const lookedAt = head.lookedAt()
    if (lookedAt === null || !isWhole()) return true
    const nextAtMs = Math.max(startedAtMs + pace.cycleMs, price.paidAtMs(startedAtMs, leastCalls))
    return nextAtMs - lookedAt.monotonicMs > pace.headWithinMs
  }

  /** The first walk may come to its end meanwhile, or to a stop. */
  async function rest(startedAtMs: number, paidAtMs: number, isSettled: boolean) {
    const leftMs = () => {
      const periodMs = isSettled && isFilling() ? pace.cycleWhileFillingMs : pace.cycleMs
      return Math.max(startedAtMs + periodMs, paidAtMs) - clock.monotonicMs()
    }
    do {
      const mostMs = isFilling() ? pace.betweenChecksMs : Number.POSITIVE_INFINITY
      await clock.wait(Math.min(leftMs(), mostMs), signal)
    } while (leftMs() > 0 && !signal.aborted)
  }

  return {
    lookAtHead,
    asOfAgeMs: asOf.ageMs,
    problem: activePages.problem,
    /** The last cycle that saw all was followed by the long rest of the first walk. */
    isPatient: () => isPatient,
    async run() {
      while (!signal.aborted) {
        const startedAtMs = clock.monotonicMs()
        calls = 0
        const isSettled = await runCycle().catch(() => false)
        if (isSettled) isPatient = isFilling()
        if (!isWell()) await probeUntilWell()
        await rest(startedAtMs, price.pay(startedAtMs, calls), isSettled)
      }
    },
  }
}

/** In a long walk an older job that is active would be heard of only when the walk comes by. */
function isLong({ current }: Pick<SyncRecord, 'current'>): boolean {
  return (current?.jobCount ?? 0) >= longWalk
}

/** How far a cycle may run ahead of its price: a dear one then does not put off the next. */
const creditInCalls = 0.5

/** Keeps the calls of the cycles to one in `perCallMs` over any few seconds. */
function createPrice(perCallMs: number) {
  let paidUntilMs = Number.NEGATIVE_INFINITY
  const paidAtMs = (startedAtMs: number, calls: number) =>
    Math.max(paidUntilMs, startedAtMs - creditInCalls * perCallMs) + calls * perCallMs
  return {
    /** When so many calls of a cycle that began then would be paid for. */
    paidAtMs,
    pay(startedAtMs: number, calls: number): number {
      paidUntilMs = paidAtMs(startedAtMs, calls)
      return paidUntilMs
    },
  }
}
