import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client'
import type { SecretText } from '../../secret-text.ts'
import { toSignInFailed } from './read-failure.ts'
import { SignInFailed } from './sign-in-failed.ts'

/** How we are known to the provider, and it to us. */
export type ProviderConfig = {
  /** To the letter as it calls itself. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: SecretText
}

export type ProviderParts = ProviderConfig & {
  readonly fetch: CustomFetch
  readonly monotonicMs: () => number
}

/** Signatures by a key that the provider alone has: no `none`, and no shared secret (`HS…`). */
const goodAlgorithms: ReadonlySet<string> = new Set(
  ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].concat([
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ]),
)

const freshMs = 3_600_000
const retryMs = 1000
const timeoutS = 5

/**
 * What the provider says of itself, asked for when it is first needed and every hour after that.
 * While it is away the last word stands; where there is none yet, each who needs it has it asked
 * again. Throws `SignInFailed`.
 */
export function createProviderFacts(parts: ProviderParts) {
  const { monotonicMs } = parts
  let known: { config: Configuration; atMs: number } | null = null
  let failed: { failure: SignInFailed; atMs: number } | null = null
  let asking: Promise<Configuration> | null = null

  async function ask(): Promise<Configuration> {
    try {
      const config = await discover(parts)
      known = { config, atMs: monotonicMs() }
      failed = null
      return config
    } catch (error) {
      failed = { failure: toSignInFailed(error), atMs: monotonicMs() }
      throw failed.failure
    } finally {
      asking = null
    }
  }

  return {
    /** Without asking; `null`: it was never reached. */
    known: () => known?.config ?? null,
    async get(): Promise<Configuration> {
      const nowMs = monotonicMs()
      if (known && nowMs - known.atMs < freshMs) return known.config
      if (!asking && failed && nowMs - failed.atMs < retryMs) {
        if (known) return known.config
        throw failed.failure
      }
      asking ??= ask()
      if (!known) return asking
      asking.catch(() => {})
      return known.config
    },
  }
}

export type ProviderFacts = ReturnType<typeof createProviderFacts>

/** OpenID Connect Discovery 1.0. */
async function discover({ issuer, clientId, clientSecret, fetch }: ProviderParts) {
  const isPlain = issuer.startsWith('http:')
  const execute = isPlain ? [allowInsecureRequests] : []
  const options = { [customFetch]: fetch, timeout: timeoutS, execute }
  const found = await discovery(new URL(issuer), clientId, undefined, None(), options)
  const { supportsPKCE: _, ...said } = found.serverMetadata()
  // The library takes `https://id.example.com` and the same with a slash for one; tokens do not.
  if (said.issuer !== issuer) throw new SignInFailed('set-up', 'issuer_differs')
  const algorithms = (said.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) =>
    goodAlgorithms.has(name),
  )
  if (algorithms.length === 0) throw new SignInFailed('set-up', 'no_safe_algorithm')
  const ways = said.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const prove = ways.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost
  const config = new Configuration(
    { ...said, id_token_signing_alg_values_supported: algorithms },
    clientId,
    undefined,
    prove(clientSecret.reveal()),
  )
  config[customFetch] = fetch
  config.timeout = timeoutS
  if (isPlain) allowInsecureRequests(config)
  // Signatures are checked also of tokens that came straight from the provider.
  enableNonRepudiationChecks(config)
  return config
}
