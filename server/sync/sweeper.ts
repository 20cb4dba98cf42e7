import { AppError } from '../errors.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import type { Clock } from './clock.ts'
import type { Look, RecordKeeper } from './connection-sync.ts'
import { isoOf } from './health.ts'
import {
  advance,
  isLooping,
  pauseAfter,
  pauseBeforeRestart,
  startSweep,
  sweepPageSize,
} from './sweep.ts'

export type SweeperParts = {
  /** Where the walk stands; at the start, where the last process left off. */
  readonly record: RecordKeeper
  readonly look: Look
  readonly clock: Clock
  readonly signal: AbortSignal
}

const betweenChecksMs = 250

/** Walks the whole list by next token, again and again, resuming where it was interrupted. */
export function createSweeper({ record, look, clock, signal }: SweeperParts) {
  let dueAtMs = 0
  let usedTokens = new Set<string>()

  const now = () => isoOf(clock.wallMs())

  async function readPage() {
    const walk = record.get().current ?? startSweep(now())
    const nextToken = walk.nextToken ?? undefined
    if (nextToken !== undefined) usedTokens.add(nextToken)
    const ahead = (page: SourcePage) => advance({ ...record.get(), current: walk }, page, now())
    await look({}, { size: sweepPageSize, nextToken }, 'sweep', ahead)
    const { current, last } = record.get()
    if (current && isLooping(current, usedTokens)) await abandon()
    if (current === null && last !== null) {
      usedTokens = new Set()
      dueAtMs = clock.monotonicMs() + pauseAfter(last)
    }
  }

  /** Back to the first page: what was read stays in the mirror. */
  function abandon() {
    const restarts = (record.get().current?.restarts ?? 0) + 1
    record.set({ ...record.get(), current: startSweep(now(), restarts) })
    usedTokens = new Set()
    return clock.wait(pauseBeforeRestart(restarts), signal)
  }

  return {
    /** After a gap in observing, jobs may have come that the head of the list no longer shows. */
    sweepSoon() {
      dueAtMs = 0
    },
    async run(isWell: () => boolean) {
      while (!signal.aborted) {
        const isDue = record.get().current !== null || clock.monotonicMs() >= dueAtMs
        if (!isWell() || !isDue) {
          await clock.wait(betweenChecksMs, signal)
          continue
        }
        try {
          await readPage()
        } catch (error) {
          const isRefused = error instanceof AppError && error.code === 'token-refused'
          await (isRefused ? abandon() : clock.wait(betweenChecksMs, signal))
        }
      }
    },
  }
}
