import { randomUUID } from 'node:crypto'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { readFacts } from '../access/request-facts.ts'
import type { AccessEnv } from '../access/sign-in.ts'
import { withHeaders } from '../access/with-headers.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Sight } from './sight.ts'

/** What may be told of a request: nothing of its query, its headers or who asked. */
export type ToldRequest = {
  readonly requestId: string
  readonly method: string
  /** As it was sent, percent-encoded; without the query. `''`: the target was no path. */
  readonly path: string
  /** The pattern that answered: one of few, whatever is asked for. */
  readonly route: string
  readonly status: number
  /** Until the last byte was handed to the system; of an event stream, until its head was. */
  readonly ms: number
  /** The line broke, or was cut, before that. */
  readonly isCut: boolean
  readonly code?: ErrorCode | undefined
  readonly upstreamRequestId?: string | undefined
}

export type RequestEnv = {
  Bindings: AccessEnv['Bindings']
  Variables: AccessEnv['Variables'] & {
    requestId: string
    /** All that may be told to who asks. Set below `/api` alone. */
    sight: Sight
  }
}

const longestPath = 200

/** Gives each request an id, `X-Request-Id`, and tells of it once its reply is out. */
export function tellOfRequests(
  onReply: (facts: ToldRequest) => void,
  monotonicMs: () => number = () => performance.now(),
  newId: () => string = randomUUID,
): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const startedMs = monotonicMs()
    const requestId = newId()
    c.set('requestId', requestId)
    await withHeaders(c, [['x-request-id', requestId]], next)
    const isStream = c.res === RESPONSE_ALREADY_SENT
    const { status } = c.res
    const { code, details } = c.error instanceof AppError ? c.error : unknownFailure(c.error)
    const known = {
      requestId,
      method: c.req.method,
      path: pathOf(readFacts(c).target).slice(0, longestPath),
      route: routePath(c),
      status: isStream ? 200 : status,
      code,
      upstreamRequestId: details?.requestId,
    }
    const { outgoing } = c.env ?? {}
    const tell = (isCut: boolean) => {
      onReply({ ...known, ms: Math.round(monotonicMs() - startedMs), isCut })
    }
    if (outgoing && !isStream) outgoing.once('close', () => tell(!outgoing.writableFinished))
    else tell(false)
  }
}

/** Whatever else a target may be names hosts, or people. */
function pathOf(target: string): string {
  const [path = ''] = target.split(/[?#]/, 1)
  return path.startsWith('/') ? path : ''
}

function unknownFailure(error: unknown): Partial<Pick<AppError, 'code' | 'details'>> {
  return error === undefined ? {} : { code: 'internal' }
}
