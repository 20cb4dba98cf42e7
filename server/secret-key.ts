import { inspect } from 'node:util'

/** What signs calls to Alibaba Cloud. */
export type AccessKey = {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** Of temporary (STS) credentials only. */
  readonly securityToken?: string | undefined
}

const hidden = '[secret]'

/** What each key holds: apart from it, so that nothing that walks over objects comes by it. */
const contents = new WeakMap<SecretKey, AccessKey>()

/**
 * A key that no logger, serialiser or template can print: JSON, `inspect`, text and a copy of its
 * fields give `[secret]` or nothing.
 */
class SecretKey implements AccessKey {
  constructor(key: AccessKey) {
    contents.set(this, key)
  }

  get accessKeyId(): string {
    return contents.get(this)?.accessKeyId ?? ''
  }

  get accessKeySecret(): string {
    return contents.get(this)?.accessKeySecret ?? ''
  }

  get securityToken(): string | undefined {
    return contents.get(this)?.securityToken
  }

  toJSON(): string {
    return hidden
  }

  toString(): string {
    return hidden
  }

  [inspect.custom](): string {
    return hidden
  }
}

/** An empty token is none: that is how environments and libraries leave it out. */
export function toSecretKey(key: AccessKey): AccessKey {
  const { accessKeyId, accessKeySecret, securityToken } = key
  return new SecretKey({
    accessKeyId,
    accessKeySecret,
    securityToken: securityToken || undefined,
  })
}

export function isSameKey(one: AccessKey, other: AccessKey): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.accessKeySecret === other.accessKeySecret &&
    one.securityToken === other.securityToken
  )
}
