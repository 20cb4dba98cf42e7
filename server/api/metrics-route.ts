import { type Context, Hono } from 'hono'
import { isLoopbackAddress, toAddress } from '../access/address.ts'
import { isSameSecret } from '../access/same-secret.ts'
import type { ErrorBody } from './error-reply.ts'
import type { RequestEnv } from './told-request.ts'

export type MetricsParts = {
  /** In Prometheus' text format. */
  readonly read: () => Promise<string>
  readonly contentType: string
  /** `null`: for callers on this machine alone. */
  readonly token: string | null
}

/**
 * `/metrics`: for whoever has the token; where there is none, for this machine. A proxy on this
 * machine speaks for somebody else, and says so in its headers.
 */
export function metricsRoute({ read, contentType, token }: MetricsParts) {
  return new Hono<RequestEnv>().get('/metrics', async (c) => {
    if (token === null && !isFromHere(c)) return c.notFound()
    if (token !== null && !hasToken(c.req.header('authorization'), token)) return refuse(c)
    return c.body(await read(), 200, { 'content-type': contentType, 'cache-control': 'no-store' })
  })
}

function isFromHere(c: Context<RequestEnv>): boolean {
  const peer = toAddress(c.env?.incoming?.socket.remoteAddress ?? '')
  return isLoopbackAddress(peer) && !forwarding.some((name) => c.req.header(name) !== undefined)
}

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

function hasToken(header: string | undefined, token: string): boolean {
  return isSameSecret(/^bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '', token)
}

function refuse(c: Context<RequestEnv>) {
  const message = 'The metrics are for who sends their token: Authorization: Bearer ….'
  const requestId = c.get('requestId')
  const body: ErrorBody = { error: { code: 'not-signed-in', message, requestId } }
  return c.json(body, 401, { 'www-authenticate': 'Bearer' })
}
