import type { ErrorBody, ErrorCode } from './client.ts'

/** `offline`: our own server gave no answer, or not one of ours (a proxy's page, say). */
export type FailureCode = ErrorCode | 'offline'

/** A request of ours that failed. `requestId` is the upstream's, where it had a part in it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: FailureCode
  readonly requestId: string | null
  /** Of an ambiguous job: whose it may be. */
  readonly connections: readonly string[]

  constructor(
    code: FailureCode,
    message: string,
    requestId: string | null = null,
    connections: readonly string[] = [],
  ) {
    super(message)
    this.code = code
    this.requestId = requestId
    this.connections = connections
  }
}

/** What the typed client resolves to, as far as this file needs it. */
type Reply<T> = {
  readonly ok: boolean
  readonly status: number
  readonly json: () => Promise<T>
}

/** The body of a good reply. Throws `ApiError` for any other; an abort passes through as it is. */
export async function readReply<T>(reply: Promise<Reply<T>>): Promise<T> {
  const response = await reply.catch(toOffline)
  if (response.ok) return response.json().catch(toOffline)
  const body: unknown = await response.json().catch(() => null)
  if (!isErrorBody(body)) throw new ApiError('offline', `The server answered ${response.status}.`)
  const { code, message, requestId, connections } = body.error
  throw new ApiError(code, message, requestId ?? null, connections)
}

/** Retrying helps where the failure may pass by itself; our server answers for the upstream. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && passing.has(error.code)
}

/** It is not for whoever looks. */
export function isForbidden(error: Error | null): boolean {
  return error instanceof ApiError && error.code === 'forbidden'
}

const passing: ReadonlySet<FailureCode> = new Set([
  'offline',
  'throttled',
  'unreachable',
  'timed-out',
  'upstream-failed',
])

function toOffline(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new ApiError('offline', 'The server does not answer.')
}

function isErrorBody(body: unknown): body is ErrorBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    typeof body.error === 'object' &&
    body.error !== null &&
    'code' in body.error
  )
}
