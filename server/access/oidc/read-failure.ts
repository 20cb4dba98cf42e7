import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { ProviderAway, SignInFailed, type WhyFailed } from './sign-in-failed.ts'

/** What a failure of the library means for who signs in. */
export function toSignInFailed(error: unknown): SignInFailed {
  if (error instanceof SignInFailed) return error
  if (error instanceof ProviderAway) return new SignInFailed('away', error.detail, error)
  if (error instanceof AuthorizationResponseError) {
    return new SignInFailed(ofAuthorization[error.error] ?? 'set-up', codeOf(error.error), error)
  }
  if (error instanceof ResponseBodyError) {
    return new SignInFailed(ofToken[error.error] ?? 'set-up', codeOf(error.error), error)
  }
  // Its own access token is no good to it (RFC 6750 section 3.1), or we are not.
  if (error instanceof WWWAuthenticateChallengeError) {
    return new SignInFailed('set-up', `challenge_${error.status}`, error)
  }
  if (error instanceof ClientError && error.cause instanceof SignInFailed) return error.cause
  if (error instanceof ClientError) return new SignInFailed('untrusted', codeOf(error.code), error)
  throw error
}

/**
 * The same where a grant is renewed: there, what only a new sign-in could mend takes it back. Whoever
 * may not renew is asked no more, and somebody whom the provider wants to see is sent there again.
 */
export function toRenewalFailed(error: unknown): SignInFailed {
  const failed = toSignInFailed(error)
  const isRefusal = error instanceof ResponseBodyError && ofRenewal.has(error.error)
  return isRefusal ? new SignInFailed('refused', failed.detail, error) : failed
}

/**
 * Throws `refused` where the userinfo takes the access token of just now no more (RFC 6750 section
 * 3.1), with the challenge that such an answer owes or without; else what was thrown.
 */
export function rethrowUserinfo(error: unknown): never {
  const isChallenge = error instanceof WWWAuthenticateChallengeError
  const reply = isChallenge ? error.response : error instanceof ClientError ? error.cause : null
  const status = reply instanceof Response ? reply.status : 0
  if (status !== 401 && status !== 403) throw error
  throw new SignInFailed('refused', `userinfo_${status}`, error)
}

/** RFC 6749 section 4.1.2.1 and OpenID Connect Core section 3.1.2.6; others: something is set up wrongly. */
const ofAuthorization: Readonly<Record<string, WhyFailed>> = {
  access_denied: 'denied',
  login_required: 'denied',
  interaction_required: 'denied',
  consent_required: 'denied',
  account_selection_required: 'denied',
  server_error: 'away',
  temporarily_unavailable: 'away',
}

/**
 * RFC 6749 section 5.2, and what providers say here although it is of the authorization endpoint:
 * rules of theirs that keep somebody out, or want to see them.
 */
const ofToken: Readonly<Record<string, WhyFailed>> = {
  ...ofAuthorization,
  invalid_grant: 'refused',
}

const ofRenewal: ReadonlySet<string> = new Set([
  'invalid_grant',
  'unauthorized_client',
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

/** Whatever the other side sent, the log gets a code. */
function codeOf(text: string | undefined): string {
  return text !== undefined && /^[A-Za-z_]{1,60}$/.test(text) ? text : 'unknown'
}
