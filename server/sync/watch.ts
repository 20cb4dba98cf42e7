import type { JobStatus } from '../jobs/job.ts'
import type { JobStore } from '../jobs/job-store.ts'
import type { Clock } from './clock.ts'
import type { Connection, Look, RecordKeeper } from './connection-sync.ts'
import { isoOf } from './health.ts'

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
  readonly onWait: (untilMs: number) => void
}

const headPageSize = 50
const activePageSize = 200
const cycleMs = 2000
const cycleWhileFillingMs = 6000
const gapMs = 30_000
/** While the upstream fails: a try at least this often, so that its recovery is seen in 5 s. */
const longestBackoffMs = 1500
const lookUpsPerCycle = 5
const lookUpAgainMs = 60_000

/**
 * The cycle: newest page, initializing, running, then each job that left them by its id.
 * The record's `asOf` is the start of the last cycle that left nothing open.
 */
export function createWatch(parts: WatchParts) {
  const { record, look, clock, random, signal, isWell, onGap, onWait } = parts
  const findLost = createLookUps(parts)
  // Until a sweep has reached the end of the list, the sweep has the greater part of the quota.
  const isWhole = () => record.get().last !== null

  async function runCycle() {
    const startedAtMs = clock.wallMs()
    const head = await look({}, { size: headPageSize }, 'head')
    const seen = new Set(head.page.jobs.map(({ jobId }) => jobId))
    // In this order a job that starts in between is seen running rather than missed in both.
    for (const status of ['initializing', 'running'] as const) await lookAtActive(status, seen)
    const settled = await findLost(seen)
    const { asOf } = record.get()
    const isGap = asOf !== null && startedAtMs - Date.parse(asOf) > gapMs
    const isOverrun = head.added === headPageSize && isWhole()
    if (isGap || isOverrun) onGap()
    if (settled) record.set({ ...record.get(), asOf: isoOf(startedAtMs) })
  }

  async function lookAtActive(status: JobStatus, seen: Set<string>) {
    let nextToken: string | undefined
    do {
      const { page } = await look({ status }, { size: activePageSize, nextToken }, 'active')
      for (const { jobId } of page.jobs) seen.add(jobId)
      nextToken = page.jobs.length > 0 ? (page.nextToken ?? undefined) : undefined
    } while (nextToken !== undefined)
  }

  /** One call now and then, the next without waiting for one that hangs. */
  async function probeUntilWell() {
    for (let backoffMs = 500; !isWell() && !signal.aborted; backoffMs *= 2) {
      const pauseMs = Math.min(backoffMs, longestBackoffMs) * (0.8 + 0.2 * random())
      onWait(clock.wallMs() + pauseMs)
      await clock.wait(pauseMs, signal)
      const probe = look({ status: 'running' }, { size: activePageSize }, 'active').catch(
        () => null,
      )
      await Promise.race([probe, clock.wait(longestBackoffMs, signal)])
    }
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

/** Asks by id for jobs that the mirror holds for active and that no active page showed. */
function createLookUps({ connection, store, look, clock }: WatchParts) {
  /** When to ask again for a job that the upstream did not know. */
  const notBefore = new Map<string, number>()

  return async function findLost(seen: ReadonlySet<string>): Promise<boolean> {
    const now = clock.monotonicMs()
    const active = new Set(await store.activeJobIds(connection.name))
    for (const jobId of notBefore.keys()) if (!active.has(jobId)) notBefore.delete(jobId)
    const isDue = (jobId: string) => (notBefore.get(jobId) ?? 0) <= now
    const lost = [...active].filter((jobId) => !seen.has(jobId) && isDue(jobId))
    for (const jobId of lost.slice(0, lookUpsPerCycle)) {
      const { page } = await look({ jobId }, { size: 1 }, 'active')
      if (page.jobs.length === 0) notBefore.set(jobId, now + lookUpAgainMs)
    }
    return lost.length <= lookUpsPerCycle
  }
}
