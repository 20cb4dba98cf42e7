import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AppError, type ErrorCode } from '../errors.ts'

/** The one table of statuses: a new code does not compile until it has one. */
const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  'invalid-request': 400,
  'not-found': 404,
  'not-signed-in': 401,
  forbidden: 403,
  'too-many': 429,
  'too-large': 413,
  ambiguous: 300,
  'no-result': 404,
  internal: 500,
  'disk-full': 507,
  'disk-failed': 500,
  throttled: 503,
  'upstream-failed': 502,
  'unreadable-reply': 502,
  unreachable: 502,
  'timed-out': 504,
  'token-refused': 502,
  'credentials-refused': 502,
  'permission-denied': 502,
  'instance-refused': 502,
  'clock-refused': 502,
  'request-refused': 502,
}

/** The body of every failure. `requestId` is the upstream's where it had a part in it, else ours. */
export type ErrorBody = {
  readonly error: {
    readonly code: ErrorCode
    readonly message: string
    readonly requestId?: string
    /** Of `ambiguous`: which connections to choose from. */
    readonly connections?: readonly string[]
  }
}

/** What a caller may know of a failure; of an unexpected one, nothing but that it happened. */
export function toErrorReply(
  error: unknown,
  ourId?: string,
): { status: ContentfulStatusCode; body: ErrorBody } {
  const ours = ourId === undefined ? {} : { requestId: ourId }
  if (!(error instanceof AppError)) {
    return {
      status: 500,
      body: { error: { code: 'internal', message: 'Something went wrong on our side.', ...ours } },
    }
  }
  const { code, message, details } = error
  const { requestId = ours?.requestId, connections } = details
  const said = { ...(requestId && { requestId }), ...(connections && { connections }) }
  return { status: statusOf[code], body: { error: { code, message, ...said } } }
}
