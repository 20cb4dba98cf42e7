import { buildEndSessionUrl, type Configuration } from 'openid-client'
import type { SecretText } from '../../secret-text.ts'

const longestMs = 60_000
const most = 1000

/**
 * Whoever has just signed out here, until they have gone on to do so at the provider: by the secret
 * of the session that is no more, once, within a minute.
 */
export function createLeaving(monotonicMs: () => number) {
  const leaving = new Map<string, { readonly idToken: SecretText | null; readonly atMs: number }>()

  return {
    add(secret: string, idToken: SecretText | null) {
      const [oldest] = leaving.keys()
      if (leaving.size >= most && oldest !== undefined) leaving.delete(oldest)
      leaving.set(secret, { idToken, atMs: monotonicMs() })
    },
    /** `null`: nobody, or too late, or the provider gave no ID token. */
    take(secret: string): SecretText | null {
      const found = leaving.get(secret)
      leaving.delete(secret)
      return found && monotonicMs() - found.atMs <= longestMs ? found.idToken : null
    },
  }
}

/**
 * OpenID Connect RP-Initiated Logout 1.0. Its ID token stands in an address of the provider that
 * issued it, by the standard's own way: it opens nothing, here or there. `null`: the provider has no
 * such address.
 */
export function endUrl(config: Configuration, idToken: SecretText, returnTo: string): URL | null {
  if (!config.serverMetadata().end_session_endpoint) return null
  return buildEndSessionUrl(config, {
    id_token_hint: idToken.reveal(),
    post_logout_redirect_uri: returnTo,
  })
}
