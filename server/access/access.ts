import type { MiddlewareHandler } from 'hono'
import { basePathOf } from './base-path.ts'
import { createGate } from './gate.ts'
import { signInByLink } from './launch-link.ts'
import { type AccessEnv, type SignIn, signInByNothing } from './sign-in.ts'
import { createStrangers, type Strangers } from './strangers.ts'
import { createStreamSeats, type StreamSeats } from './stream-seats.ts'
import { type StrictHeaders, strictHeaders } from './strict-headers.ts'
import { signInByProxy, type TrustedProxyParts } from './trusted-proxy.ts'

export type AccessParts = Pick<
  TrustedProxyParts,
  'proxies' | 'userHeader' | 'groupsHeader' | 'secret' | 'admins' | 'onIgnored'
> & {
  readonly kind: SignIn['kind']
  readonly publicUrl: URL | null
  readonly hasMetricsToken: boolean
  readonly randomBytes: (size: number) => Buffer
  readonly monotonicMs: () => number
  readonly slowReadMs?: number
}

export type Access = {
  /** The sub path below which everything lies, such as `/waybill`; `''`: none. */
  readonly basePath: string
  readonly headers: StrictHeaders
  readonly gate: MiddlewareHandler<AccessEnv>
  readonly signIn: SignIn
  readonly seats: StreamSeats
  readonly strangers: Strangers
  /** A new launch link's token; `null`: there are no such links. */
  readonly newToken: (() => string) | null
}

const slowReadMs = 30_000

/** Who may reach what, and as whom. */
export function createAccess(parts: AccessParts): Access {
  const { publicUrl, hasMetricsToken } = parts
  const { signIn, renew } = createSignIn(parts)
  const strangers = createStrangers()
  return {
    basePath: basePathOf(publicUrl),
    headers: strictHeaders(publicUrl),
    gate: createGate({
      publicUrl,
      signIn,
      hasMetricsToken,
      strangers,
      slowReadMs: parts.slowReadMs ?? slowReadMs,
    }),
    signIn,
    seats: createStreamSeats(),
    strangers,
    newToken: renew,
  }
}

function createSignIn(parts: AccessParts): { signIn: SignIn; renew: (() => string) | null } {
  if (parts.kind === 'link') return signInByLink(parts)
  const signIn = parts.kind === 'proxy' ? signInByProxy(parts) : signInByNothing()
  return { signIn, renew: null }
}
