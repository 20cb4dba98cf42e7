import { AppError } from '../errors.ts'
import type { CredentialsUse } from '../jobs/source-facts.ts'
import type { AccessKey } from './sign.ts'

export type Credentials = {
  /** Throws `credentials-refused`; its message and cause hold nothing of what was found. */
  current(): Promise<AccessKey>
  /**
   * After the upstream refused `used`: looks for others and tells whether there are any, so that a
   * second call makes sense. Never throws.
   */
  refresh(used: AccessKey): Promise<boolean>
  /** What a person may know of those that were found last. */
  inUse(): CredentialsUse
}

/** What we use of Alibaba's providers. */
export type Provider = {
  getCredentials(): Promise<AccessKey & { readonly providerName?: string | undefined }>
}

export type CredentialsOptions = {
  readonly loadProvider?: () => Promise<Provider>
  readonly monotonicNow?: () => number
  readonly timeLimitMs?: number
}

/** The library asks anew on every call where a session lives for 900 s or less. */
const heldForMs = 60_000

/** Keys from the configuration; with `null`, whatever Alibaba's default chain finds. */
export function createCredentials(
  staticKey: AccessKey | null,
  options: CredentialsOptions = {},
): Credentials {
  if (staticKey === null) return createChainCredentials(options)
  return {
    current: async () => staticKey,
    refresh: async () => false,
    inUse: () => ({ source: 'environment', provider: null, ...toShown(staticKey) }),
  }
}

/** `LTAI••••9kQ2`: enough to find the key in the RAM console. */
function toShown({ accessKeyId, securityToken }: AccessKey) {
  const ends = `${accessKeyId.slice(0, 4)}••••${accessKeyId.slice(-4)}`
  return {
    accessKeyId: accessKeyId.length >= 12 ? ends : '••••',
    kind: securityToken ? ('sts' as const) : ('access-key' as const),
  }
}

const noneInUse: CredentialsUse = {
  source: 'default-chain',
  provider: null,
  accessKeyId: null,
  kind: null,
}

/**
 * Guards the library against what was measured of it: first calls at the same time fail, a failed
 * look never recovers, an expired session is given out again, it may hang, and its error messages
 * repeat files and replies with the secrets in them.
 */
function createChainCredentials({
  loadProvider = loadDefaultChain,
  monotonicNow = () => performance.now(),
  timeLimitMs = 10_000,
}: CredentialsOptions): Credentials {
  let provider: Promise<Provider> | null = null
  let held: { readonly key: AccessKey; readonly until: number } | null = null
  let inFlight: Promise<AccessKey> | null = null
  let inUse = noneInUse

  async function ask() {
    provider ??= loadProvider()
    return (await provider).getCredentials()
  }

  async function look(): Promise<AccessKey> {
    try {
      const found = await withTimeLimit(ask(), timeLimitMs)
      const key = toAccessKey(found)
      inUse = { ...noneInUse, provider: toProviderName(found.providerName), ...toShown(key) }
      held = { key, until: monotonicNow() + heldForMs }
      return key
    } catch (error) {
      provider = null
      held = null
      inUse = noneInUse
      throw noCredentials(error)
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
      if (held !== null && isSame(held.key, used)) {
        provider = null
        held = null
      }
      return current().then(
        (key) => !isSame(key, used),
        () => false,
      )
    },
  }
}

async function loadDefaultChain(): Promise<Provider> {
  const { DefaultCredentialsProvider } = await import('@alicloud/credentials')
  return DefaultCredentialsProvider.builder().build()
}

/** `default/cli_profile/static_ak`; anything that does not look like one is not shown. */
function toProviderName(name: unknown): string | null {
  return typeof name === 'string' && /^[a-z_/]{1,80}$/i.test(name) ? name : null
}

function toAccessKey({ accessKeyId, accessKeySecret, securityToken }: AccessKey): AccessKey {
  if (!accessKeyId || !accessKeySecret) throw new TypeError('a provider found no key')
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) }
}

function isSame(one: AccessKey, other: AccessKey): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.accessKeySecret === other.accessKeySecret &&
    one.securityToken === other.securityToken
  )
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

/** Of the library's error only its kind is kept. */
function noCredentials(error: unknown): AppError {
  const kind = error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : 'unknown'
  const reason =
    kind === 'TimeoutError' ? 'Looking for credentials took too long' : 'No credentials found'
  return new AppError(
    'credentials-refused',
    `${reason}. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or mend what else of Alibaba’s credentials chain is in use.`,
    { kind },
  )
}
