import type { CredentialsUse } from '../jobs/source-facts.ts'
import { type AccessKey, toSecretKey } from '../secret-key.ts'

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

/** A key that was given, and stays. */
export function createStaticCredentials(given: AccessKey): Credentials {
  const key = toSecretKey(given)
  return {
    current: async () => key,
    refresh: async () => false,
    inUse: () => ({ source: 'environment', provider: null, ...toShown(key) }),
  }
}

/** `LTAI••••9kQ2`: enough to find the key in the RAM console. */
export function toShown({ accessKeyId, securityToken }: AccessKey) {
  const ends = `${accessKeyId.slice(0, 4)}••••${accessKeyId.slice(-4)}`
  return {
    accessKeyId: accessKeyId.length >= 12 ? ends : '••••',
    kind: securityToken ? ('sts' as const) : ('access-key' as const),
  }
}
