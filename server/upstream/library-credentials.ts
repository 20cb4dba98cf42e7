import { AppError } from '../errors.ts'
import type { CredentialsUse } from '../jobs/source-facts.ts'
import { type AccessKey, isSameKey, toSecretKey } from '../secret-key.ts'
import { type Credentials, toShown } from './credentials.ts'

/** What we use of Alibaba's providers. */
export type Provider = {
  getCredentials(): Promise<AccessKey & { readonly providerName?: string | undefined }>
}

export type LibrarySource = 'default' | 'ram-role' | 'oidc' | 'assume-role'

export type LibraryOptions = {
  readonly loadProvider: () => Promise<Provider>
  readonly monotonicNow?: () => number
  readonly timeLimitMs?: number
}

/** The library asks anew on every call where a session lives for 900 s or less. */
const heldForMs = 60_000

/**
 * Guards the library against what was measured of it: first calls at the same time fail, a failed
 * look never recovers, an expired session is given out again, it may hang, and its error messages
 * repeat files and replies with the secrets in them.
 */
export function createLibraryCredentials(
  { from }: { readonly from: LibrarySource },
  { loadProvider, monotonicNow = () => performance.now(), timeLimitMs = 10_000 }: LibraryOptions,
): Credentials {
  let provider: Promise<Provider> | null = null
  let held: { readonly key: AccessKey; readonly until: number } | null = null
  let inFlight: Promise<AccessKey> | null = null
  const noneInUse = { source: sourceNames[from], provider: null, accessKeyId: null, kind: null }
  let inUse: CredentialsUse = noneInUse

  async function ask() {
    provider ??= loadProvider()
    return (await provider).getCredentials()
  }

  async function look(): Promise<AccessKey> {
    try {
      const found = await withTimeLimit(ask(), timeLimitMs)
      const key = toKey(found)
      inUse = { ...noneInUse, provider: toProviderName(found.providerName), ...toShown(key) }
      held = { key, until: monotonicNow() + heldForMs }
      return key
    } catch (error) {
      provider = null
      held = null
      inUse = noneInUse
      throw noCredentials(from, error)
    } finally {
      inFlight = null
    }
  }

  async function current(): Promise<AccessKey> {
    if (held !== null && monotonicNow() < held.until) return held.key
    inFlight ??= look()
    return inFlight
  }

  return {
    current,
    inUse: () => inUse,
    async refresh(used) {
      // Calls that failed together must not each throw away what the first of them found.
      if (held !== null && isSameKey(held.key, used)) {
        provider = null
        held = null
      }
      return current().then(
        (key) => !isSameKey(key, used),
        () => false,
      )
    },
  }
}

const sourceNames = {
  default: 'default-chain',
  'ram-role': 'ram-role',
  oidc: 'oidc',
  'assume-role': 'assume-role',
} as const satisfies Record<LibrarySource, CredentialsUse['source']>

/** `default/cli_profile/static_ak`; anything that does not look like one is not shown. */
function toProviderName(name: unknown): string | null {
  return typeof name === 'string' && /^[a-z_/]{1,80}$/i.test(name) ? name : null
}

function toKey(found: AccessKey): AccessKey {
  if (!found.accessKeyId || !found.accessKeySecret) throw new TypeError('a provider found no key')
  return toSecretKey(found)
}

async function withTimeLimit<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException('too slow', 'TimeoutError')), ms)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}

const helpFor: Record<LibrarySource, string> = {
  default:
    'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or mend what else of Alibaba’s credentials chain is in use.',
  'ram-role': 'Does this machine have a RAM role, and does its metadata service answer (IMDSv2)?',
  oidc: 'Look at the role’s ARN, its trust policy, the provider’s ARN and the token file.',
  'assume-role': 'Look at the role’s ARN and trust policy, and at the keys that ask for it.',
}

/** Of the library's error only its kind is kept. */
function noCredentials(from: LibrarySource, error: unknown): AppError {
  const kind = error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : 'unknown'
  const reason =
    kind === 'TimeoutError' ? 'Looking for credentials took too long' : 'No credentials found'
  return new AppError('credentials-refused', `${reason}. ${helpFor[from]}`, { kind })
}
