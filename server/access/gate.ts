import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../errors.ts'
import { isLoopbackAddress } from './address.ts'
import { basePathOf, innerPath } from './base-path.ts'
import { canonicalPath } from './canonical-path.ts'
import { crossSiteFault } from './cross-site.ts'
import { isLoopbackHost, isOurHost, toOrigin } from './host.ts'
import { isOpenPath, isPage } from './open-paths.ts'
import { type RequestFacts, readFacts } from './request-facts.ts'
import type { AccessEnv, SignIn } from './sign-in.ts'
import type { Strangers } from './strangers.ts'

export type GateParts = {
  readonly publicUrl: URL | null
  readonly signIn: SignIn
  /** Whoever has the metrics' own token may ask for them from elsewhere. */
  readonly hasMetricsToken: boolean
  readonly strangers: Strangers
}

/** The first to see a request: lets through what is meant for us, readable in one way, and allowed. */
export function createGate(parts: GateParts): MiddlewareHandler<AccessEnv> {
  const { signIn, strangers } = parts
  return async (c, next) => {
    const facts = readFacts(c)
    const path = admit(facts, parts)
    const session = await signIn.find(facts)
    const socket = c.env?.incoming?.socket
    if (session) {
      c.set('session', session)
      if (socket) strangers.letIn(socket)
    } else if (signIn.visit && isOwnVisit(path, facts)) {
      return signIn.visit(c, facts)
    } else if (!isOpen(path, facts, parts)) {
      c.header('www-authenticate', `Waybill realm="${signIn.kind}"`)
      throw new AppError('not-signed-in', 'Sign in first.')
    }
    await next()
  }
}

/** Gives the canonical path of a request that may be answered at all, to whomever. */
function admit(facts: RequestFacts, { publicUrl }: GateParts): string {
  const { method, all, localPort } = facts
  const hosts = all('host')
  const basePath = basePathOf(publicUrl)
  const whole = canonicalPath(facts.target, basePath)
  const path = whole === null ? null : innerPath(basePath, whole)
  const isFromLoopback = isLoopbackAddress(facts.peer)
  if (!isOurHost({ hosts, path: path ?? '', localPort, isFromLoopback }, { publicUrl })) {
    throw new AppError('forbidden', 'This is not the address of this server.')
  }
  if (path === null) throw new AppError('invalid-request', 'This address cannot be read.')
  const ownOrigin = () => toOrigin(hosts[0] ?? '', publicUrl)
  const fault = crossSiteFault({ method, path, ownOrigin, all })
  if (fault) throw new AppError('forbidden', fault)
  return path
}

function isOpen(path: string, facts: RequestFacts, parts: GateParts): boolean {
  const { signIn, hasMetricsToken } = parts
  if (signIn.openPaths[path] === facts.method) return true
  if (facts.method !== 'GET' && facts.method !== 'HEAD') return false
  return isOpenPath(path) || (path === '/metrics' && (hasMetricsToken || isLocal(facts)))
}

/**
 * A page that somebody opens by the address bar or from a page of ours: with those a browser sends
 * the session's cookie, if it has one. Where another site leads here it does not (SameSite=Strict),
 * and the page itself finds out.
 */
function isOwnVisit(path: string, { method, all }: RequestFacts): boolean {
  const [site = ''] = all('sec-fetch-site')
  const [mode] = all('sec-fetch-mode')
  const [dest] = all('sec-fetch-dest')
  const isOpening = method === 'GET' && mode === 'navigate' && dest === 'document'
  return isOpening && isPage(path) && ['none', 'same-origin'].includes(site)
}

/** Asked on this machine by this machine's name: not by a proxy on it, for somebody else. */
function isLocal({ peer, localPort, all }: RequestFacts): boolean {
  return isLoopbackAddress(peer) && isLoopbackHost(all('host')[0] ?? '', localPort)
}

const mostBodyBytes = 64 * 1024

/** No request of ours has a body near this; one that is longer is not read to its end. */
export function limitBody(): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: mostBodyBytes,
    onError() {
      throw new AppError('too-large', 'The body of this request is too long.')
    },
  })
  // A GET has none here, and to look for one costs a fifth of all that is done for a short reply.
  return (c, next) => (c.req.method === 'GET' ? next() : limit(c, next))
}
