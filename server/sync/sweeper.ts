import { AppError } from '../errors.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import type { Clock } from './clock.ts'
import { asAppError, isoOf, toProblem } from './health.ts'
import type { Look, RecordKeeper } from './look.ts'
import {
  advance,
  isLooping,
  pauseAfter,
  pauseBeforeRestart,
  startSweep,
  sweepPageSize,
} from './sweep.ts'
import type { SyncProblem } from './sync-status.ts'

export type SweeperParts = {
  /** Where the walk stands; at the start, where the last process left off. */
  readonly record: RecordKeeper
  readonly look: Look
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly isWell: () => boolean
  /** The last answer to any call, on the monotonic clock. */
  readonly answeredAtMs: () => number | null
}

const betweenChecksMs = 250
const triesOfOnePage = 3
/** Restarts that are not worth telling anybody. */
const quietRestarts = 3

/** Walks the whole list by next token, again and again, resuming where it was interrupted. */
export function createSweeper({ record, look, clock, signal, ...upstream }: SweeperParts) {
  let dueAtMs = 0
  let isWanted = false
  let usedTokens = new Set<string>()
  let pageFailures = 0
  let broken: { error: AppError; sinceMs: number; lastAtMs: number; nextTryAtMs: number } | null =
    null

  async function readPage() {
    const walk = record.get().current ?? begin()
    const nextToken = walk.nextToken ?? undefined
    if (nextToken !== undefined) usedTokens.add(nextToken)
    const now = isoOf(clock.wallMs())
    const ahead = (page: SourcePage) => advance({ ...record.get(), current: walk }, page, now)
    await look({}, { size: sweepPageSize, nextToken }, 'sweep', ahead)
    pageFailures = 0
    const { current, last } = record.get()
    if (current && isLooping(current, usedTokens)) {
      throw new AppError('token-refused', 'The next tokens of the list lead in a circle.')
    }
    if (nextToken !== undefined || current === null) broken = null
    if (current === null && last !== null) dueAtMs = clock.monotonicMs() + pauseAfter(last)
  }

  function begin() {
    isWanted = false
    usedTokens = new Set()
    return startSweep(isoOf(clock.wallMs()))
  }

  /** Back to the first page; what was read stays in the mirror. Resolves when it may begin. */
  function restart(error: AppError) {
    const restarts = (record.get().current?.restarts ?? 0) + 1
    record.set({ ...record.get(), current: startSweep(isoOf(clock.wallMs()), restarts) })
    usedTokens = new Set()
    pageFailures = 0
    const pauseMs = pauseBeforeRestart(restarts)
    const lastAtMs = clock.wallMs()
    const sinceMs = broken?.sinceMs ?? lastAtMs
    broken = { error, sinceMs, lastAtMs, nextTryAtMs: lastAtMs + pauseMs }
    return clock.wait(pauseMs, signal)
  }

  /** A page that fails is tried again once others are answered; when it fails alone, start over. */
  async function recover(error: AppError) {
    if (error.code === 'token-refused') return restart(error)
    const failedAtMs = clock.monotonicMs()
    while (!signal.aborted && (upstream.answeredAtMs() ?? -1) <= failedAtMs) {
      await clock.wait(betweenChecksMs, signal)
    }
    pageFailures += 1
    if (pageFailures >= triesOfOnePage) await restart(error)
  }

  function isDue() {
    return record.get().current !== null || isWanted || clock.monotonicMs() >= dueAtMs
  }

  return {
    /** After a gap in observing, jobs may have come that the head of the list no longer shows. */
    sweepSoon() {
      isWanted = true
    },
    /** The walk does not come to its end, though the upstream answers. */
    problem(): SyncProblem | null {
      if (broken === null || (record.get().current?.restarts ?? 0) <= quietRestarts) return null
      return toProblem(broken.error, broken.sinceMs, broken.lastAtMs, broken.nextTryAtMs)
    },
    async run() {
      while (!signal.aborted) {
        if (upstream.isWell() && isDue()) {
          await readPage().catch((error) => recover(asAppError(error)))
        } else {
          await clock.wait(betweenChecksMs, signal)
        }
      }
    },
  }
}
