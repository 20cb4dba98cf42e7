/** A refusal by the gateway itself: HTTP 4xx or 5xx with `Code` and `Message`. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** A refusal by the IoT service: HTTP 200 with `Success: false`, `Code` and `ErrorMessage`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export function missing(name: string): GatewayError {
  return new GatewayError(400, `Missing${name}`, `${name} is mandatory for this action.`)
}

export function invalid(name: string): GatewayError {
  return new GatewayError(400, `Invalid${name}`, `Specified parameter ${name} is not valid.`)
}

/** HTTP 400, with the delay in the newest header and in the older one that SDKs still read. */
export function throttled(waitMs: number, limit: number): GatewayError {
  const wait = Math.max(1, Math.ceil(waitMs))
  return new GatewayError(400, 'Throttling.User', 'Request was denied due to user flow control.', {
    'x-acs-retry-after': String(wait),
    'x-ratelimit-user-api': `Limit:${limit},Remain:0,TimeLeft:${wait},Reset:${wait}`,
  })
}

export function systemException(): ServiceError {
  return new ServiceError('iot.system.SystemException', 'A system exception occurred.')
}

export function pageParamsRefused(message: string): ServiceError {
  return new ServiceError('iot.common.InvalidPageParams', message)
}

export function instanceNotFound(): ServiceError {
  return new ServiceError('iot.Sre.IotInstanceNotFound', 'The IoT instance is not found.')
}

export function permissionDenied(action: string): ServiceError {
  return new ServiceError(
    'iot.common.RamActionPermissionDeny',
    `You are not authorized to perform iot:${action}.`,
  )
}
