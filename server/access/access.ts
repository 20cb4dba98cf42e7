import { Hono, type MiddlewareHandler } from 'hono'
import type { Clock } from '../clock.ts'
import { basePathOf } from './base-path.ts'
import { createGate } from './gate.ts'
import { signInByLink } from './launch-link.ts'
import { type OidcConfig, signInByOidc } from './oidc/sign-in-by-oidc.ts'
import { type AccessEnv, type SignIn, signInByNothing } from './sign-in.ts'
import type { OnSignIn } from './sign-in-event.ts'
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
  readonly clock: Clock
  /** For `oidc`, which also needs the public address; else `null`. */
  readonly oidc: OidcConfig | null
  /** Why a provider's sign-in or renewal failed, by a code. */
  readonly onSignInFailed: (failure: unknown, requestId: string | null) => void
  /** Is told who signs in, who no longer is, and who is turned away. */
  readonly onSignIn: OnSignIn
  readonly slowReadMs?: number
  readonly mostStrangers?: number
}

export type Access = {
  /** The sub path below which everything lies, such as `/waybill`; `''`: none. */
  readonly basePath: string
  readonly headers: StrictHeaders
  readonly gate: MiddlewareHandler<AccessEnv>
  readonly signIn: SignIn
  readonly seats: StreamSeats
  readonly strangers: Strangers
  /** A client that takes nothing of its reply for this long is cut, see `limitReading`. */
  readonly slowReadMs: number
  /** A new launch link's token; `null`: there are no such links. */
  readonly newToken: (() => string) | null
  /** Its pages, outside `/api`. */
  readonly pages: Hono<AccessEnv>
  /** What has to be done as time goes by; `null`: nothing. */
  readonly tend: ((signal: AbortSignal) => Promise<void>) | null
}

const slowReadMs = 30_000

/** Who may reach what, and as whom. */
export function createAccess(parts: AccessParts): Access {
  const { publicUrl, hasMetricsToken } = parts
  const { signIn, renew, pages, tend } = createSignIn(parts)
  const strangers = createStrangers(parts.mostStrangers)
  return {
    basePath: basePathOf(publicUrl),
    headers: strictHeaders(publicUrl),
    gate: createGate({ publicUrl, signIn, hasMetricsToken, strangers }),
    signIn,
    seats: createStreamSeats(),
    strangers,
    slowReadMs: parts.slowReadMs ?? slowReadMs,
    newToken: renew,
    pages,
    tend,
  }
}

type Created = { readonly signIn: SignIn; readonly renew: Access['newToken'] } & Pick<
  Access,
  'pages' | 'tend'
>

function createSignIn(parts: AccessParts): Created {
  const { kind, oidc, publicUrl, onSignInFailed: onFailure } = parts
  const none = { renew: null, pages: new Hono<AccessEnv>(), tend: null }
  if (kind === 'link') return { ...none, ...signInByLink(parts) }
  if (kind === 'proxy')
    return { ...none, signIn: signInByProxy({ ...parts, monotonicMs: parts.clock.monotonicMs }) }
  if (kind === 'none') return { ...none, signIn: signInByNothing() }
  if (oidc === null || publicUrl === null) throw new TypeError('oidc is not configured')
  return { ...none, ...signInByOidc({ ...parts, ...oidc, publicUrl, onFailure }) }
}
