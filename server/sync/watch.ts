import type { JobStatus } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import type { Clock } from './clock.ts'
import { isoOf } from './health.ts'
import type { Connection, Look, RecordKeeper } from './look.ts'
import { createLostJobs } from './lost-jobs.ts'

export type WatchParts = {
  readonly connection: Connection
  readonly store: JobStore
  readonly record: RecordKeeper
  readonly look: Look
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly isWell: () => boolean
  /** More may have happened than the head of the list shows. */
  readonly onGap: () => void
  /** The next try, in epoch milliseconds. */
  readonly onWait: (untilMs: number) => void
}

const headPageSize = 50
const mostHeadPages = 20
const activePageSize = 200
const cycleMs = 2000
const cycleWhileFillingMs = 6000
const gapMs = 30_000
/** While the upstream fails: a try at least this often, so that its recovery is seen in 5 s. */
const longestBackoffMs = 1500
/** A third one would only hold a third slot, or stand in line for when all is well. */
const mostProbes = 2
const betweenChecksMs = 100

/**
 * The cycle: newest page, initializing, running, then each job that left them by its id.
 * The record's `asOf` is the start of the last cycle that left nothing open.
 */
export function createWatch(parts: WatchParts) {
  const { record, look, clock, signal, isWell, onGap } = parts
  const findLost = createLostJobs(parts)
  const probeUntilWell = createProbes(parts)
  // Until a sweep has reached the end of the list, the sweep has the greater part of the quota.
  const isWhole = () => record.get().last !== null
  let settledAtMs: number | null = null
  let isGapTold = false

  async function runCycle() {
    const startedAt = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() }
    const seen = new Set<string>()
    const isOverrun = !(await lookAtHead(seen))
    // In this order a job that starts in between is seen running rather than missed in both.
    for (const status of ['initializing', 'running'] as const) await lookAtActive(status, seen)
    const isSettled = await findLost(seen)
    if (!isGapTold && (isOverrun || isGap(startedAt))) {
      isGapTold = true
      onGap()
    }
    if (!isSettled) return
    isGapTold = false
    settledAtMs = startedAt.monotonicMs
    record.set({ ...record.get(), asOf: isoOf(startedAt.wallMs) })
  }

  /** The newest jobs, further back while most of a page is news. `false`: there may be more. */
  async function lookAtHead(seen: Set<string>): Promise<boolean> {
    let nextToken: string | undefined
    for (let pages = 0; pages < mostHeadPages; pages++) {
      const { page, added } = await look({}, { size: headPageSize, nextToken }, 'head')
      for (const { jobId } of page.jobs) seen.add(jobId)
      nextToken = page.nextToken ?? undefined
      if (!isWhole() || nextToken === undefined || added <= page.jobs.length / 2) return true
    }
    return false
  }

  async function lookAtActive(status: JobStatus, seen: Set<string>) {
    let nextToken: string | undefined
    do {
      const { page } = await look({ status }, { size: activePageSize, nextToken }, 'active')
      for (const { jobId } of page.jobs) seen.add(jobId)
      nextToken = page.jobs.length > 0 ? (page.nextToken ?? undefined) : undefined
    } while (nextToken !== undefined)
  }

  /** Since the last settled cycle; in a new process, since the last one of the process before. */
  function isGap(startedAt: { wallMs: number; monotonicMs: number }): boolean {
    if (settledAtMs !== null) return startedAt.monotonicMs - settledAtMs > gapMs
    const { asOf } = record.get()
    return asOf !== null && startedAt.wallMs - Date.parse(asOf) > gapMs
  }

  return {
    async run() {
      while (!signal.aborted) {
        const startedAtMs = clock.monotonicMs()
        await runCycle().catch(() => null)
        if (!isWell()) await probeUntilWell()
        const periodMs = isWhole() ? cycleMs : cycleWhileFillingMs
        await clock.wait(startedAtMs + periodMs - clock.monotonicMs(), signal)
      }
    },
  }
}

/** While the upstream fails: one call now and then, the next not waiting for one that hangs. */
function createProbes({ look, clock, random, signal, isWell, onWait }: WatchParts) {
  let underWay = 0

  function probe() {
    underWay += 1
    const end = () => {
      underWay -= 1
    }
    look({ status: 'running' }, { size: activePageSize }, 'active').then(end, end)
  }

  async function untilAnswered(longestMs: number) {
    const start = clock.monotonicMs()
    while (underWay > 0 && !isWell() && !signal.aborted) {
      if (clock.monotonicMs() - start >= longestMs) return
      await clock.wait(betweenChecksMs, signal)
    }
  }

  return async function probeUntilWell() {
    for (let backoffMs = 500; !isWell() && !signal.aborted; backoffMs *= 2) {
      const pauseMs = Math.min(backoffMs, longestBackoffMs) * (0.8 + 0.2 * random())
      onWait(clock.wallMs() + pauseMs)
      await clock.wait(pauseMs, signal)
      if (isWell()) return
      if (underWay < mostProbes) probe()
      await untilAnswered(longestBackoffMs)
    }
  }
}
