import { type DestinationStream, type LogFn, type Logger, pino } from 'pino'
import { SignInFailed } from './access/oidc/sign-in-failed.ts'
import type { ToldRequest } from './api/told-request.ts'
import { AppError } from './errors.ts'
import type { CallFacts } from './jobs/source-facts.ts'
import type { SyncLog } from './sync/connection-sync.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** All that a line may hold beside its moment, level, process and words: what is not here is left out. */
const allowed: ReadonlySet<string> = new Set([
  'connection',
  'folder',
  'code',
  'message',
  'stack',
  'upstreamCode',
  'upstreamRequestId',
  'requestId',
  'retryAfterMs',
  'since',
  'lastAt',
  'nextTryAt',
  'method',
  'path',
  'route',
  'status',
  'ms',
  'isCut',
  'peer',
  'header',
  'operation',
  'purpose',
  'outcome',
  'tookMs',
  'waitedMs',
])

/**
 * JSON lines by allow-list; absent `destination`: standard output, where nobody waits for a line to be
 * written. An ending process writes what is left.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    formatters: { log: toLine },
    hooks: {
      logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn) {
        method.apply(this, args.map(plain) as Parameters<LogFn>)
      },
    },
  }
  return pino(options, destination ?? pino.destination({ fd: 1, sync: false }))
}

function toLine(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(fields)) if (allowed.has(name)) kept[name] = plain(fields[name])
  return kept
}

/**
 * Text that neither a terminal nor a reader of lines obeys, and that names no account: JSON escapes
 * what is below a space, and neither DEL, C1 (an 8-bit CSI) nor what turns the direction of text.
 */
function plain<T>(value: T): T | string {
  if (typeof value !== 'string' || !/\d{14}|[^ -~]/.test(value)) return value
  return value
    .replace(/\b\d{14,20}\b/g, (digits) => `${digits.slice(0, 3)}***${digits.slice(-3)}`)
    .replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, escaped)
}

function escaped(letter: string): string {
  return `\\u{${letter.codePointAt(0)?.toString(16)}}`
}

/**
 * What a log line may say of a failure: our words and the upstream's code, by allow-list. The
 * cause stays out: a library's message may hold what it was called with.
 */
export function toLogFields(error: unknown): Record<string, unknown> {
  if (error instanceof AppError) {
    const { requestId: upstreamRequestId, ...details } = error.details
    return { code: error.code, message: error.message, ...details, upstreamRequestId }
  }
  return { code: 'internal', stack: error instanceof Error ? error.stack : typeof error }
}

export function createSyncLog(log: Logger): SyncLog {
  return {
    problem(connection, problem) {
      if (!problem) return log.info({ connection }, 'the upstream is well again')
      const { requestId: upstreamRequestId, ...rest } = problem
      log.warn({ connection, ...rest, upstreamRequestId }, 'the upstream fails')
    },
    fault(connection, error) {
      log.error({ connection, ...toLogFields(error) }, 'the sync failed')
    },
  }
}

/** By a code: what a provider said may name people, and what it was asked with is secret. */
export function logSignInFailure(log: Logger, failure: unknown, requestId: string | null): void {
  const isKnown = failure instanceof SignInFailed
  const said = isKnown ? { code: failure.why, message: failure.detail } : toLogFields(failure)
  const fields = { ...said, ...(requestId !== null && { requestId }) }
  const isOurs = !isKnown || failure.why === 'set-up' || failure.why === 'untrusted'
  if (isOurs) log.error(fields, 'the sign-in failed')
  else log.warn(fields, 'somebody was not signed in, or not again')
}

/** What asks whether we live asks so often that nobody wants to read of it. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** One line for each request, when its reply is out. */
export function logRequest(log: Logger, facts: ToldRequest): void {
  if (facts.status >= 500) log.warn(facts, 'request')
  else if (probes.has(facts.route)) log.debug(facts, 'request')
  else log.info(facts, 'request')
}

/** One line for each call to the upstream: what it was for, and how it went. */
export function logCall(log: Logger, { requestId, ...call }: CallFacts): void {
  log.trace({ ...call, upstreamRequestId: requestId }, 'upstream call')
}
