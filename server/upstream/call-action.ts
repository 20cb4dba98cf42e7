import { randomUUID } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { SourceCall } from '../jobs/job-source.ts'
import type { AccessKey } from '../secret-key.ts'
import type { CallLog, CallPlan } from './call-log.ts'
import type { Credentials } from './credentials.ts'
import type { Quota, Sending } from './quota.ts'
import { readRateLimits } from './rate-limits.ts'
import { type RefusalContext, toRefusal, toUnreadable, verdictOf } from './refusal.ts'
import { headerText, readRequestedWait } from './requested-wait.ts'
import type { ServerClock } from './server-clock.ts'
import { type ActionCall, signRequest } from './sign.ts'
import type { Answer, Transport } from './transport.ts'
import { type Reply, readReply } from './wire.ts'

export type Success = {
  readonly data: unknown
  readonly file: unknown
  readonly requestId: string | null
  readonly sentAtMs: number
  readonly receivedAtMs: number
}

/** What a call goes through. */
export type CallParts = {
  readonly host: string
  readonly iotInstanceId: string | null
  readonly credentials: Credentials
  readonly quota: Quota
  readonly transport: Transport
  readonly log: CallLog
  readonly clock: ServerClock
  readonly now: () => number
  readonly monotonicNow: () => number
}

/** A call without what all calls have in common. */
export type Operation = Pick<ActionCall, 'action' | 'query' | 'form'>

/** What an answer said, and how many jobs it listed: `null` where it is no list. */
type Read<T> = { readonly value: T; readonly jobs: number | null }

/** Only what may be shown: no token, nothing that is signed. */
function toPlan({ action, query, form }: Operation, { purpose, page }: SourceCall): CallPlan {
  const { Status: status, JobId: jobId } = { ...query, ...form }
  const parameters = [
    status === undefined ? [] : `Status=${status}`,
    jobId === undefined ? [] : `JobId=${shortened(jobId)}`,
  ]
  return {
    operation: action,
    purpose,
    parameters: parameters.flat().join(', '),
    page: page ?? null,
  }
}

function shortened(jobId: string): string {
  return jobId.length > 12 ? `${jobId.slice(0, 4)}…${jobId.slice(-4)}` : jobId
}

function toActionCall({ action, query, form }: Operation, instance: string | null): ActionCall {
  const version = '2018-01-20'
  const named = instance === null ? query : { ...query, IotInstanceId: instance }
  return { action, version, query: named, form }
}

/** An attempt as it went: the key that it used and the server's time that it claimed. */
type Trace = { accessKey: AccessKey | null; claimedMs: number }

/**
 * One call of an operation: one attempt, and one more after the upstream refused credentials that
 * could be renewed, or a clock that its answer set. Each attempt is paced as a call of its own.
 * `read` throws for an answer that is of no use.
 */
export async function callAction<T>(
  parts: CallParts,
  operation: Operation,
  wait: SourceCall,
  read: (answer: Success) => Read<T>,
): Promise<T> {
  const call = toActionCall(operation, parts.iotInstanceId)
  const plan = toPlan(operation, wait)
  const triedRemedies = new Set<string>()
  for (;;) {
    const trace: Trace = { accessKey: null, claimedMs: 0 }
    const askedAt = parts.monotonicNow()
    try {
      return await parts.quota.run(wait.purpose, wait.signal, (granted) => {
        const waitedMs = parts.monotonicNow() - askedAt
        return parts.log.run({ ...plan, waitedMs }, granted, async (sending) => {
          const answer = await attemptCall(parts, call, { trace, sending, signal: wait.signal })
          return { requestId: answer.requestId, ...read(answer) }
        })
      })
    } catch (error) {
      const remedy = error instanceof AppError ? remedyFor(error) : null
      if (remedy === null || triedRemedies.has(remedy)) throw error
      triedRemedies.add(remedy)
      if (!(await heal(remedy, parts, trace))) throw error
    }
  }
}

async function attemptCall(
  parts: CallParts,
  call: ActionCall,
  run: { trace: Trace; sending: Sending; signal: AbortSignal | undefined },
): Promise<Success> {
  const { host, transport, clock, now, monotonicNow } = parts
  const { trace, sending, signal = new AbortController().signal } = run
  const accessKey = await parts.credentials.current().catch((error: unknown) => {
    sending.unsent()
    throw error
  })
  trace.accessKey = accessKey
  trace.claimedMs = clock.now()
  // A nonce of its own for each attempt: the gateway remembers them.
  const moment = { host, dateMs: trace.claimedMs, nonce: randomUUID() }
  const request = signRequest(call, moment, accessKey)
  const sentAtMs = now()
  const sentAt = monotonicNow()
  const answer = await transport.post(request, signal, sending)
  const receivedAt = monotonicNow()
  clock.learn(headerText(answer.headers, 'date'), sentAt, receivedAt)

  const reply = toReply(answer)
  const limits = readRateLimits(answer.headers)
  if (reply.kind === 'success') {
    sending.judged({ kind: 'admitted', retryAfterMs: null, limits })
    // By the monotonic clock, as the other one may be set back meanwhile.
    const receivedAtMs = sentAtMs + Math.ceil(receivedAt - sentAt)
    const { data, file, requestId } = reply
    return { data, file, requestId, sentAtMs, receivedAtMs }
  }
  const context = toContext(parts, call, answer, accessKey)
  const error = reply.kind === 'failure' ? toRefusal(reply, context) : toUnreadable(reply, context)
  const kind = verdictOf(error)
  // A page of somebody in between says nothing, unless it is of a limit.
  if (reply.kind === 'failure' || kind === 'throttled') {
    sending.judged({ kind, retryAfterMs: error.details.retryAfterMs ?? null, limits })
  }
  throw error
}

function toReply({ status, headers, text, problem }: Answer): Reply {
  const reply: Reply =
    problem === null
      ? readReply(text, headerText(headers, 'content-type'))
      : { kind: 'unreadable', why: problem, requestId: null }
  const requestId = reply.requestId ?? (headerText(headers, 'x-acs-request-id') || null)
  if (reply.kind === 'success' && (status < 200 || status > 299)) {
    return { kind: 'unreadable', why: 'claims success all the same', requestId }
  }
  return { ...reply, requestId }
}

function toContext(
  { host, iotInstanceId, clock }: CallParts,
  { action, query }: ActionCall,
  { status, headers }: Answer,
  { accessKeyId, accessKeySecret, securityToken = '' }: AccessKey,
): RefusalContext {
  return {
    status,
    wait: readRequestedWait(headers),
    host,
    action,
    iotInstanceId,
    accessKeyId,
    tokenSent: query['NextToken'] !== undefined,
    clockOffsetMs: clock.offsetMs(),
    hidden: [accessKeySecret, securityToken, accessKeyId],
  }
}

/** Less than this between the claimed and the true time is not why a call was refused. */
const noticeableMs = 60_000

type Remedy = 'renew-credentials' | 'set-clock'

function remedyFor({ details: { upstreamCode = '' } }: AppError): Remedy | null {
  // A signature that does not match may be a key's new secret that we have not read yet.
  if (/^(InvalidSecurityToken|InvalidAccessKeyId|SignatureDoesNotMatch$)/i.test(upstreamCode)) {
    return 'renew-credentials'
  }
  return /^InvalidTimeStamp\.Expired$/i.test(upstreamCode) ? 'set-clock' : null
}

/** Whether a second attempt would differ from the first. */
async function heal(remedy: Remedy, parts: CallParts, trace: Trace): Promise<boolean> {
  if (remedy === 'set-clock') {
    return Math.abs(parts.clock.now() - trace.claimedMs) > noticeableMs
  }
  return trace.accessKey !== null && parts.credentials.refresh(trace.accessKey)
}
