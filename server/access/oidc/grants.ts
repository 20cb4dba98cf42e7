import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  refreshTokenGrant,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client'
import { SecretText } from '../../secret-text.ts'
import type { EarlyToken } from './early-token.ts'
import { type Claims, joinClaims, type Person, toPerson } from './person.ts'
import type { ProviderFacts } from './provider.ts'
import { rethrowUserinfo, toRenewalFailed, toSignInFailed } from './read-failure.ts'
import { SignInFailed } from './sign-in-failed.ts'
import type { Transaction } from './transactions.ts'

/** What a provider gave for somebody. */
export type Grant = {
  /** To ask again with; `null`: it gave none. */
  readonly refreshToken: SecretText | null
  /** For signing out at the provider. */
  readonly idToken: SecretText | null
  /** How long it holds, in milliseconds. */
  readonly lifeMs: number
}

export type Granted = { readonly person: Person; readonly grant: Grant }

export type GrantsParts = {
  readonly facts: ProviderFacts
  /** Of what asks the provider. */
  readonly early: Pick<EarlyToken, 'during'>
  readonly issuer: string
  readonly clientId: string
  /** `null`: the usual ones. */
  readonly scopes: readonly string[] | null
  readonly groupsClaim: string
  readonly redirectUri: string
}

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers

/** Where it is not said. */
const usualLifeMs = 300_000

/** The provider's part of a sign-in, by the authorization code flow. All throw `SignInFailed`. */
export function createGrants(parts: GrantsParts) {
  const { facts } = parts

  /** `before`: whose grant is renewed; a renewed ID token may be lacking, and must name the same. */
  async function read(config: Configuration, tokens: Tokens, before: Person | null) {
    const claims: Claims = tokens.claims() ?? {}
    const subject = tokens.claims()?.sub ?? before?.subject ?? ''
    if (before && subject !== before.subject) throw new SignInFailed('refused', 'other_subject')
    // The library looks at it only where there are several audiences (Core section 3.1.3.7).
    if (claims['azp'] !== undefined && claims['azp'] !== parts.clientId) {
      throw new SignInFailed('untrusted', 'azp_differs')
    }
    const told = complete(config, tokens.access_token, claims, subject)
    const known = await (before ? told.catch(rethrowUserinfo) : told)
    const { issuer, groupsClaim } = parts
    return toPerson(known, { issuer, subject, groupsClaim })
  }

  /** Many providers tell mail and groups only when they are asked for them (Core section 5.4). */
  async function complete(config: Configuration, token: string, claims: Claims, subject: string) {
    const isWhole = claims['email'] !== undefined && claims[parts.groupsClaim] !== undefined
    if (isWhole || !config.serverMetadata().userinfo_endpoint) return claims
    return joinClaims(claims, await fetchUserInfo(config, token, subject))
  }

  return {
    /** Where the browser goes. `isAnew`: whoever the provider takes it for has to say so again. */
    async urlFor({ state, nonce, verifier }: Transaction, isAnew: boolean): Promise<URL> {
      const config = await facts.get()
      const url = await wrapped(async () =>
        buildAuthorizationUrl(config, {
          redirect_uri: parts.redirectUri,
          scope: scopesFor(config, parts.scopes).join(' '),
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          ...(isAnew && { prompt: 'login' }),
        }),
      )
      if (url.protocol !== 'https:' && !parts.issuer.startsWith('http:')) {
        throw new SignInFailed('set-up', 'plain_http')
      }
      return url
    },

    /** `search`: of the address at which the provider sent the browser back. */
    async redeem(search: string, { state, nonce, verifier }: Transaction): Promise<Granted> {
      const config = await facts.get()
      return wrapped(async () => {
        const tokens = await authorizationCodeGrant(config, new URL(parts.redirectUri + search), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const person = await read(config, tokens, null)
        return { person, grant: toGrant(tokens, null) }
      })
    },

    /**
     * Asks anew for whom this is; `null`: nothing was said of them. `keep` gets the grant as it
     * comes to be, the refresh token first: the one before it may be good no more, whatever comes
     * after.
     */
    async renew(
      person: Person,
      grant: Grant,
      keep: (renewed: Grant) => void,
    ): Promise<Person | null> {
      const { refreshToken } = grant
      if (refreshToken === null) return null
      const config = await facts.get()
      return wrapped(async () => {
        const tokens = await parts.early.during(
          (next) => keep({ ...grant, refreshToken: next }),
          () => refreshTokenGrant(config, refreshToken.reveal()),
        )
        keep(toGrant(tokens, grant))
        const isTold = tokens.id_token !== undefined || config.serverMetadata().userinfo_endpoint
        return isTold ? read(config, tokens, person) : null
      }, toRenewalFailed)
    },
  }
}

export type Grants = ReturnType<typeof createGrants>

/** A refresh token is asked for where the provider has a scope for that. */
function scopesFor(config: Configuration, given: readonly string[] | null): readonly string[] {
  const usual = ['openid', 'profile', 'email']
  const hasOffline = config.serverMetadata().scopes_supported?.includes('offline_access')
  return given ?? (hasOffline ? [...usual, 'offline_access'] : usual)
}

/** What is not given anew stays (RFC 6749 section 6). */
function toGrant(tokens: Tokens, before: Grant | null): Grant {
  const { refresh_token: refresh, id_token: id, expires_in: seconds } = tokens
  return {
    refreshToken: refresh === undefined ? (before?.refreshToken ?? null) : new SecretText(refresh),
    idToken: id === undefined ? (before?.idToken ?? null) : new SecretText(id),
    lifeMs: seconds === undefined ? usualLifeMs : Math.max(1, seconds) * 1000,
  }
}

async function wrapped<T>(work: () => Promise<T>, toFailed = toSignInFailed): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toFailed(error)
  }
}
