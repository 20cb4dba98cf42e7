/**
 * Everything that may go wrong in a way we expect. The upstream half says what a person can do
 * about it: wait (`throttled` … `timed-out`), or mend something (`credentials-refused` …).
 * `ambiguous`: several connections have a job of that id, and none was named.
 * `no-result`: the job is known, and there is no result file of it.
 * `not-signed-in`: nobody we know; `forbidden`: not this one, or not from there.
 * `disk-full` and `disk-failed`: the mirror could not take something in, and holds what it held.
 */
export type ErrorCode =
  | 'invalid-request'
  | 'not-found'
  | 'not-signed-in'
  | 'forbidden'
  | 'too-many'
  | 'too-large'
  | 'ambiguous'
  | 'no-result'
  | 'internal'
  | 'disk-full'
  | 'disk-failed'
  | 'throttled'
  | 'upstream-failed'
  | 'unreadable-reply'
  | 'unreachable'
  | 'timed-out'
  | 'token-refused'
  | 'credentials-refused'
  | 'permission-denied'
  | 'instance-refused'
  | 'clock-refused'
  | 'request-refused'

/** What the upstream said, where it said anything. Never a secret, never the string to sign. */
export type UpstreamDetails = {
  /** Of an ambiguous job: who has one. */
  readonly connections?: readonly string[] | undefined
  /** The gateway's or the service's own code, such as `Throttling.User`. */
  readonly upstreamCode?: string | undefined
  readonly requestId?: string | undefined
  /** How long it asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
}

/** An expected failure. `message` is safe to show to anybody; whatever else is known is `cause`. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly details: UpstreamDetails

  constructor(code: ErrorCode, message: string, cause?: unknown, details: UpstreamDetails = {}) {
    super(message, { cause })
    this.code = code
    this.details = details
  }
}
