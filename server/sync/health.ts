import { AppError, type ErrorCode } from '../errors.ts'
import type { SyncProblem, SyncState } from './sync-status.ts'

/** What the answers and failures so far say of the upstream. */
export type Health = {
  /** On the monotonic clock; the other moments are of the wall clock. */
  readonly answeredAtMs: number | null
  /** Failures in a row since the last answer. */
  readonly failures: number
  readonly since: number | null
  readonly last: { readonly error: AppError; readonly atMs: number } | null
  readonly nextTryAtMs: number | null
}

export const untried: Health = {
  answeredAtMs: null,
  failures: 0,
  since: null,
  last: null,
  nextTryAtMs: null,
}

export function answered(atMs: number): Health {
  return { ...untried, answeredAtMs: atMs }
}

/**
 * A call that was under way before the last answer says nothing about now. It began at
 * `startedAtMs` of the monotonic clock and failed at `atMs` of the wall clock.
 */
export function failed(health: Health, error: unknown, startedAtMs: number, atMs: number): Health {
  if (health.answeredAtMs !== null && startedAtMs < health.answeredAtMs) return health
  return {
    ...health,
    failures: health.failures + 1,
    since: health.since ?? atMs,
    last: { error: asAppError(error), atMs },
  }
}

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal', 'Something went wrong on our side.', error)
}

/** What waiting does not mend. */
const needsYou: ReadonlySet<ErrorCode> = new Set([
  'credentials-refused',
  'permission-denied',
  'instance-refused',
  'clock-refused',
  'request-refused',
])

const ofTheDisk: ReadonlySet<ErrorCode> = new Set(['disk-full', 'disk-failed'])

/** Not the upstream's failure: what it answered could not be kept. */
export function isOfTheDisk(error: unknown): boolean {
  return error instanceof AppError && ofTheDisk.has(error.code)
}

/** Asked to wait longer than this, we shall not know soon whether it was a single lost call. */
const longWaitMs = 5000

/**
 * The problem to show: at once where a person must act, the disk takes nothing in or the upstream
 * asks for a long pause, else from the second failure in a row, for a single lost call is nobody's
 * business.
 */
export function problemOf({ failures, since, last, nextTryAtMs }: Health): SyncProblem | null {
  if (last === null || since === null) return null
  const { code, details } = last.error
  const isPlain =
    needsYou.has(code) || ofTheDisk.has(code) || (details.retryAfterMs ?? 0) > longWaitMs
  return failures < 2 && !isPlain ? null : toProblem(last.error, since, last.atMs, nextTryAtMs)
}

export function toProblem(
  { code, message, details }: AppError,
  sinceMs: number,
  lastAtMs: number,
  nextTryAtMs: number | null,
): SyncProblem {
  return {
    code,
    message,
    upstreamCode: details.upstreamCode ?? null,
    requestId: details.requestId ?? null,
    since: isoOf(sinceMs),
    lastAt: isoOf(lastAtMs),
    nextTryAt: nextTryAtMs === null ? null : isoOf(nextTryAtMs),
  }
}

/** Active jobs were looked at within this time: the list is live. */
const liveWithinMs = 10_000
/** The first walk comes on, and what is known is looked at less often. */
const liveWhileFillingMs = 35_000

/** `asOfAgeMs`: how long ago `asOf` was; negative where the wall clock was set back since. */
export function stateOf(health: Health, asOfAgeMs: number | null, isFilling = false): SyncState {
  const problem = problemOf(health)
  if (problem) {
    if (problem.code === 'throttled') return 'slow'
    return needsYou.has(problem.code) ? 'needs-you' : 'stale'
  }
  if (health.answeredAtMs === null || asOfAgeMs === null) return 'connecting'
  const withinMs = isFilling ? liveWhileFillingMs : liveWithinMs
  return asOfAgeMs >= 0 && asOfAgeMs <= withinMs ? 'live' : 'slow'
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
