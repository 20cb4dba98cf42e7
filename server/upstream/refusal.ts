import { AppError, type ErrorCode, type UpstreamDetails } from '../errors.ts'
import type { RequestedWait } from './requested-wait.ts'
import type { Verdict } from './restraint.ts'
import type { Reply } from './wire.ts'

/** What is known about the call that an answer refuses. */
export type RefusalContext = {
  readonly status: number
  readonly wait: RequestedWait
  readonly host: string
  readonly action: string
  readonly iotInstanceId: string | null
  readonly accessKeyId: string
  readonly tokenSent: boolean
  /** The server's clock less ours; `null` while we do not know. */
  readonly clockOffsetMs: number | null
  /** Texts of this call that no message may repeat. */
  readonly hidden: readonly string[]
}

type Failure = Extract<Reply, { kind: 'failure' }>
type Rule = {
  readonly codes: RegExp
  readonly code: ErrorCode
  readonly message: (context: RefusalContext) => string
}

/** Everybody's calls are refused: no sign of others on this account. */
const providerWide = /^(Throttling\.Api|ServiceUnavailable)/i

/** The first rule whose pattern the upstream's code matches. Case differs between their pages. */
const rules: readonly Rule[] = [
  {
    codes: /^InvalidAccessKeyId/i,
    code: 'credentials-refused',
    message: ({ accessKeyId }) =>
      `The access key ${keyName(accessKeyId)} is unknown or disabled. Check ALIBABA_CLOUD_ACCESS_KEY_ID.`,
  },
  {
    codes: /^(SignatureDoesNotMatch|IncompleteSignature)/i,
    code: 'credentials-refused',
    message: ({ accessKeyId }) =>
      `The secret does not belong to the access key ${keyName(accessKeyId)}. Check ALIBABA_CLOUD_ACCESS_KEY_SECRET.`,
  },
  {
    codes: /^(InvalidSecurityToken|MissingSecurityToken)/i,
    code: 'credentials-refused',
    message: ({ accessKeyId }) =>
      `The security token of the access key ${keyName(accessKeyId)} is missing, wrong or expired.`,
  },
  {
    codes: /^(Forbidden|NoPermission)|\.(RamActionPermissionDeny|AuthActionPermissionDeny)$/i,
    code: 'permission-denied',
    message: ({ action, accessKeyId }) =>
      `The account does not let the access key ${keyName(accessKeyId)} call iot:${action}. AliyunIOTReadOnlyAccess is enough.`,
  },
  {
    codes: /\.(IotInstanceNotFound|InstanceNotFound|APINotSupportedInInstance)$/i,
    code: 'instance-refused',
    message: ({ iotInstanceId, host }) =>
      iotInstanceId === null
        ? 'No IoT instance is configured. Enterprise instances need WAYBILL_IOT_INSTANCE_ID.'
        : `The IoT instance ${iotInstanceId} is not served by ${host}. Instance id and region must match.`,
  },
  {
    codes: /^(InvalidTimeStamp|IllegalTimestamp|MissingTimestamp|InvalidDate|MissingDate)/i,
    code: 'clock-refused',
    message: ({ clockOffsetMs }) =>
      `The server refused the time of the call.${clockAdvice(clockOffsetMs)}`,
  },
  {
    codes: providerWide,
    code: 'upstream-failed',
    message: () => providerBusy,
  },
  {
    codes: /^(InternalError|SignatureNonceUsed)|^iot\.system\.SystemException$/i,
    code: 'upstream-failed',
    message: () => 'The API failed on its side.',
  },
  {
    codes: /^(InvalidApi|InvalidAction|InvalidProduct)\.NotFound$|^(InvalidVersion|NoSuchVersion)/i,
    code: 'request-refused',
    message: ({ host, action }) => `${host} does not know ${action}. Check WAYBILL_ENDPOINT.`,
  },
  {
    codes: /^iot\.system\.UidNotFound$/i,
    code: 'request-refused',
    message: () => 'The account is unknown to IoT Platform, or IoT Platform is not activated.',
  },
  {
    codes: /^iot\.system\.BillIsOverDue$/i,
    code: 'request-refused',
    message: () => 'The account has an overdue payment.',
  },
]

/** The answer "no" in our words. */
export function toRefusal(failure: Failure, context: RefusalContext): AppError {
  const { code, requestId } = failure
  const upstreamCode = showable(code, context.hidden).slice(0, 100).toWellFormed() || undefined
  const upstreamMessage = showable(failure.message, context.hidden)
  const details = { upstreamCode, ...commonDetails(requestId, context) }
  const because = (errorCode: ErrorCode, message: string) =>
    new AppError(errorCode, message, { status: context.status, upstreamMessage }, details)

  if (isThrottling(code, context)) {
    return because('throttled', providerWide.test(code) ? providerBusy : tooManyCalls)
  }
  if (context.tokenSent && isTokenFailure(failure)) {
    return because('token-refused', 'The token for the next page is no longer good.')
  }
  const rule = rules.find(({ codes }) => codes.test(code))
  if (rule) return because(rule.code, rule.message(context))
  if (context.status >= 500) return because('upstream-failed', 'The API failed on its side.')
  const name = upstreamCode ?? `HTTP ${context.status}`
  if (context.status === 403)
    return because('permission-denied', `The API denied access (${name}).`)
  const said = upstreamMessage === '' ? '' : ` It says: ${upstreamMessage}`
  return because('request-refused', `The API refused the call (${name}).${said}`)
}

/** An answer that is not the API's. */
export function toUnreadable(
  { why, requestId }: Extract<Reply, { kind: 'unreadable' }>,
  context: RefusalContext,
): AppError {
  const { status, host } = context
  const details = commonDetails(requestId, context)
  if (isThrottling('', context)) return new AppError('throttled', tooManyCalls, { status }, details)
  const isRedirect = status >= 300 && status < 400
  const what = isRedirect ? 'is a redirect, which we do not follow' : why
  const code = status >= 500 ? 'upstream-failed' : 'unreadable-reply'
  const message = `${host} answered with HTTP ${status}, and the answer ${what}.`
  return new AppError(code, message, { status }, details)
}

/** An answer of the API that says success and is of no use. */
export function unusable(code: ErrorCode, message: string, requestId: string | null): AppError {
  return new AppError(code, message, undefined, { requestId: requestId ?? undefined })
}

/** What a failure of the API itself says of the quota. */
export function verdictOf({ code, details }: AppError): Verdict['kind'] {
  if (code === 'throttled') return 'throttled'
  return providerWide.test(details.upstreamCode ?? '') ? 'overloaded' : 'admitted'
}

const tooManyCalls = 'The account made more calls than its quota allows.'
const providerBusy = 'The API has too much to do and turns calls away, whoever makes them.'

/** By code, or by the header that newer gateways put on any such answer; never by 400 or 503. */
function isThrottling(code: string, { status, wait }: RefusalContext): boolean {
  return /throttling/i.test(code) || status === 429 || wait.isThrottling
}

function commonDetails(requestId: string | null, { wait }: RefusalContext): UpstreamDetails {
  return { requestId: requestId ?? undefined, retryAfterMs: wait.ms ?? undefined }
}

/** The documents do not say how an old token is refused; these are the ways that would fit. */
function isTokenFailure({ code, message }: Failure): boolean {
  if (/NextToken/i.test(code) || /^iot\.common\.InvalidPageParams$/i.test(code)) return true
  return (
    /InvalidParameter|InvalidFormattedParameter|IllegalRequest/i.test(code) &&
    /NextToken/i.test(message)
  )
}

/**
 * A text of the upstream that may be shown. Its signature errors repeat the string to sign, with
 * key id, token and parameters.
 */
function showable(text: string, hidden: readonly string[]): string {
  if (/string to sign|x-acs-|signature/i.test(text) && /[:=<]/.test(text)) return ''
  const shown = hidden.reduce(
    (rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '…')),
    text,
  )
  return shown
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed()
}

function keyName(accessKeyId: string): string {
  return `…${accessKeyId.slice(-4)}`
}

function clockAdvice(offsetMs: number | null): string {
  if (offsetMs === null) return ''
  const minutes = Math.round(Math.abs(offsetMs) / 60_000)
  if (minutes === 0) return ''
  return ` This machine’s clock is ${minutes} min ${offsetMs > 0 ? 'behind' : 'ahead of'} it.`
}
