import type { Arrival, Arrivals } from './arrivals.ts'
import { type AuthenticateOptions, authenticate } from './authenticate.ts'
import type { Call } from './call.ts'
import type { Fault, FaultKind, FaultOf } from './faults.ts'
import {
  GatewayError,
  instanceNotFound,
  invalid,
  missing,
  permissionDenied,
  ServiceError,
  systemException,
  throttled,
} from './gateway-error.ts'
import { listJobs } from './list-jobs.ts'
import { withLoneObjects } from './lone-object.ts'
import type { Operation, Surroundings } from './operation.ts'
import { queryDetail, queryJob } from './query-job.ts'
import { queryProducts } from './query-products.ts'
import type { Quota } from './quota.ts'
import { errorReply, type Reply, successReply } from './reply.ts'

export type GatewayOptions = Surroundings &
  AuthenticateOptions & {
    arrivals: Arrivals
    quota: Quota
    isRateLimited: boolean
    /** Each answer says how much of the limit is left, as some APIs do. */
    hasRateHeaders: boolean
    /** Calls must name this instance, when it is set. */
    requiredInstance?: string | undefined
    createRequestId: () => string
  }

/** What the connection is to do with the answer. */
export type WireFault = FaultOf<'html' | 'cut-json' | 'drip' | 'reset' | 'hang'>

export type Outcome = { reply: Reply; wireFault?: WireFault | undefined }

const apiVersion = '2018-01-20'

const operations = new Map<string, Operation>([
  ['ListDeviceDistributeJob', listJobs],
  ['QueryDeviceDistributeJob', queryJob],
  ['QueryDeviceDistributeDetail', queryDetail],
  ['QueryProductList', queryProducts],
])

const wireFaultKinds = ['hang', 'reset', 'html', 'cut-json', 'drip'] as const

/** Answers one call. The order of the checks is not documented; this one is a sensible guess. */
export function answerCall(call: Call, options: GatewayOptions): Outcome {
  const context = { ...call, requestId: options.createRequestId() }
  const arrival = options.arrivals.record({
    at: options.now(),
    action: operations.has(call.action) ? call.action : 'unknown',
    accessKeyId: '',
    account: '',
    code: '',
  })
  let wireFault: WireFault | undefined
  let rateHeaders: Reply['headers'] = {}
  try {
    const operation = findOperation(call)
    const key = authenticate(call, options)
    arrival.accessKeyId = key.accessKeyId
    arrival.account = key.account ?? ''
    checkQuota(call, operation, arrival, options)
    rateHeaders = tellQuota(call, operation, arrival, options)
    wireFault = findWireFault(call.action, options)
    arrival.code = wireFault?.kind ?? ''
    const reply = successReply(context, serve(call, operation, options))
    return { reply: withHeaders(reply, rateHeaders), wireFault }
  } catch (error) {
    arrival.code = wireFault?.kind ?? codeOf(error)
    return { reply: withHeaders(errorReply(context, error), rateHeaders), wireFault }
  }
}

function findOperation(call: Call): Operation {
  if (call.method !== 'GET' && call.method !== 'POST') {
    throw new GatewayError(400, 'UnsupportedHTTPMethod', 'This http method is not supported.')
  }
  if (call.action === '') throw missing('Action')
  if (call.version === '') throw missing('Version')
  if (call.version !== apiVersion) throw invalid('Version')
  const operation = operations.get(call.action)
  if (!operation || call.path !== '/') {
    throw new GatewayError(
      404,
      'InvalidApi.NotFound',
      'Specified api is not found, please check your url and method.',
    )
  }
  return operation
}

function checkQuota(
  call: Call,
  operation: Operation,
  { at, account }: Arrival,
  { quota, faults, isRateLimited }: GatewayOptions,
): void {
  const { action } = call
  const limit = operation.limit(call)
  const bySomebodyElse = faults.fires('throttle', action)
  if (bySomebodyElse) throw throttled(bySomebodyElse.retryAfterMs ?? 1000, limit)
  if (!isRateLimited) return
  const taken = faults.active('neighbour', action)?.callsPerSecond
  const waitMs = quota.take(counterOf(account, action), limit, at, taken)
  if (waitMs > 0) throw throttled(waitMs, limit)
}

/** Each account has the whole limit, for each of its operations. */
function counterOf(account: string, action: string): string {
  return `${account} ${action}`
}

/** In the older form, which Alibaba's SDKs still read. What others take shows in what remains. */
function tellQuota(
  call: Call,
  operation: Operation,
  { at, account }: Arrival,
  { quota, faults, isRateLimited, hasRateHeaders }: GatewayOptions,
): Reply['headers'] {
  if (!isRateLimited || !hasRateHeaders) return {}
  const limit = operation.limit(call)
  const taken = faults.active('neighbour', call.action)?.callsPerSecond
  const { remain, timeLeftMs } = quota.left(counterOf(account, call.action), limit, at, taken)
  return {
    'x-ratelimit-user-api': `Limit:${limit},Remain:${remain},TimeLeft:${timeLeftMs},Reset:${timeLeftMs}`,
  }
}

function withHeaders(reply: Reply, headers: Reply['headers']): Reply {
  return { ...reply, headers: { ...headers, ...reply.headers } }
}

function findWireFault(action: string, { faults }: GatewayOptions): WireFault | undefined {
  for (const kind of wireFaultKinds) {
    const fault: WireFault | undefined = faults.fires(kind, action)
    if (fault) return fault
  }
  return undefined
}

function serve(call: Call, operation: Operation, options: GatewayOptions) {
  const { faults } = options
  const fires = (kind: FaultKind): Fault | undefined => faults.fires(kind, call.action)
  if (fires('error-503')) {
    throw new GatewayError(
      503,
      'ServiceUnavailable',
      'The request has failed due to a temporary failure of the server.',
    )
  }
  if (fires('error-500')) {
    throw new GatewayError(
      500,
      'InternalError',
      'The request processing has failed due to some unknown error.',
    )
  }
  if (fires('access-denied')) throw permissionDenied(call.action)
  checkInstance(call, options)
  if (fires('system-exception')) throw systemException()
  const answer = operation.answer(call, options)
  return fires('lone-object') ? (withLoneObjects(answer) as typeof answer) : answer
}

function checkInstance(call: Call, { faults, requiredInstance }: GatewayOptions): void {
  const given = call.params.get('IotInstanceId') ?? ''
  if (requiredInstance !== undefined && given !== requiredInstance) throw instanceNotFound()
  const demanded = faults.active('needs-instance', call.action)?.instanceId
  if (demanded === undefined || given === demanded) return
  if (faults.fires('needs-instance', call.action)) throw instanceNotFound()
}

function codeOf(error: unknown): string {
  return error instanceof GatewayError || error instanceof ServiceError
    ? error.code
    : 'InternalError'
}
