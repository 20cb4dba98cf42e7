import { momentOf } from '../clock.ts'
import { createActivePages } from './active-pages.ts'
import { createAsOf } from './as-of.ts'
import { createAskById } from './ask-by-id.ts'
import { createHead } from './head.ts'
import type { Look } from './look.ts'
import { createLostJobs } from './lost-jobs.ts'
import type { Mirror } from './mirror.ts'
import { createProbes, type ProbeParts } from './probes.ts'
import type { RefusedIds } from './refused-ids.ts'

export type WatchParts = ProbeParts & {
  readonly mirror: Mirror
  readonly refusedIds: RefusedIds
  /** More may have happened than the head of the list shows. */
  readonly onGap: () => void
  /** An active job may have vanished. */
  readonly onDoubt: () => void
}

/** One page each of the two statuses. */
const leastCalls = 2

/**
 * The cycle: the head of the list where it is time for that, initializing, running, then the jobs
 * that left them. The record's `asOf` is the start of the last cycle that left nothing open, or
 * that of the last look at the head where this was earlier: both are at least as new.
 */
export function createWatch(parts: WatchParts) {
  const { mirror, clock, pace, signal, isWell } = parts
  let calls = 0
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

  async function runCycle() {
    const startedAt = momentOf(clock)
    if (isHeadDue(startedAt.monotonicMs)) await head.look()
    const { seen, isWhole: isRead } = await activePages.read()
    const isDone = await followLost(seen)
    if (!isRead) return
    if (isDone) await asOf.settle(startedAt, head.lookedAt() ?? startedAt)
    else asOf.noteLook(startedAt)
  }

  /** Would its last look be too old before the next cycle can look again? */
  function isHeadDue(startedAtMs: number): boolean {
    const lookedAt = head.lookedAt()
    if (lookedAt === null || !isWhole()) return true
    const nextAtMs = Math.max(startedAtMs + pace.cycleMs, price.paidAtMs(startedAtMs, leastCalls))
    return nextAtMs - lookedAt.monotonicMs > pace.headWithinMs
  }

  return {
    asOfAgeMs: asOf.ageMs,
    problem: activePages.problem,
    async run() {
      while (!signal.aborted) {
        const startedAtMs = clock.monotonicMs()
        calls = 0
        await runCycle().catch(() => null)
        if (!isWell()) await probeUntilWell()
        const paidAtMs = price.pay(startedAtMs, calls)
        const periodMs = isWhole() ? pace.cycleMs : pace.cycleWhileFillingMs
        const nextAtMs = Math.max(startedAtMs + periodMs, paidAtMs)
        await clock.wait(nextAtMs - clock.monotonicMs(), signal)
      }
    },
  }
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
