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

/** RFC 6749 section 5.2. */
const ofToken: Readonly<Record<string, WhyFailed>> = { invalid_grant: 'refused' }

/** Whatever the other side sent, the log gets a code. */
function codeOf(text: string | undefined): string {
  return text !== undefined && /^[A-Za-z_]{1,60}$/.test(text) ? text : 'unknown'
}
