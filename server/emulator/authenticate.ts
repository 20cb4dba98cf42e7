import type { Call } from './call.ts'
import type { Faults } from './faults.ts'
import { GatewayError } from './gateway-error.ts'
import type { Nonces } from './nonces.ts'
import { readSigned, type Signed } from './signature.ts'

export type AccessKey = {
  accessKeyId: string
  accessKeySecret: string
  /** Set for temporary credentials: every call must then carry it. */
  securityToken?: string
  /** Epoch milliseconds from which the security token is refused as expired. */
  tokenExpiresAt?: number
  disabled?: boolean
  /** Whose key it is; keys without are all of one account. */
  account?: string
}

/** The keys behind the gateway; those of an account share its quota. */
export type AccessKeys = {
  list(): readonly AccessKey[]
  /** Rotates the credentials at run time. */
  replace(keys: readonly AccessKey[]): void
}

export type AuthenticateOptions = {
  keys: AccessKeys
  nonces: Nonces
  faults: Faults
  now: () => number
  clockWindowMs: number
}

export function createAccessKeys(initial: readonly AccessKey[]): AccessKeys {
  let keys = [...initial]
  return {
    list: () => keys,
    replace(next) {
      keys = [...next]
    },
  }
}

/** Key, clock, signature, nonce, token, in this order; throws a `GatewayError` at the first fault. */
export function authenticate(call: Call, options: AuthenticateOptions): AccessKey {
  const signed = readSigned(call)
  const key = findKey(signed.accessKeyId, options.keys)
  const now = options.now()
  checkClock(signed.timestamp, now, options.clockWindowMs)
  checkSignature(signed, key)
  if (!options.nonces.use(key.accessKeyId, signed.nonce, now)) {
    throw new GatewayError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.')
  }
  checkToken(signed, key, options)
  if (options.faults.fires('security-token-expired', call.action)) throw tokenExpired()
  return key
}

function findKey(accessKeyId: string, keys: AccessKeys): AccessKey {
  const key = keys.list().find((candidate) => candidate.accessKeyId === accessKeyId)
  if (!key) {
    throw new GatewayError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.')
  }
  if (key.disabled) {
    throw new GatewayError(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.')
  }
  return key
}

function checkClock(timestamp: string, now: number, windowMs: number): void {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)
    ? Date.parse(timestamp)
    : Number.NaN
  if (Number.isNaN(at)) {
    throw new GatewayError(
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    )
  }
  // Stamps carry whole seconds, so the window is compared in whole seconds as well.
  if (Math.abs(Math.floor(now / 1000) * 1000 - at) > windowMs) {
    throw new GatewayError(
      400,
      'InvalidTimeStamp.Expired',
      'Specified time stamp or date value is expired.',
    )
  }
}

function checkSignature(signed: Signed, key: AccessKey): void {
  if (signed.signature === signed.sign(key.accessKeySecret)) return
  // Clients compare this suffix with their own string: equal strings mean that the secret is wrong.
  throw new GatewayError(
    400,
    'SignatureDoesNotMatch',
    `Specified signature is not matched with our calculation. server string to sign is:${signed.stringToSign}`,
  )
}

function checkToken(signed: Signed, key: AccessKey, { keys, now }: AuthenticateOptions): void {
  const given = signed.securityToken
  if (given === (key.securityToken ?? '')) {
    if (key.tokenExpiresAt !== undefined && now() >= key.tokenExpiresAt) throw tokenExpired()
    return
  }
  if (given === '') {
    throw new GatewayError(
      400,
      'MissingSecurityToken',
      'SecurityToken is mandatory for this action.',
    )
  }
  const known = keys.list().some((other) => other.securityToken === given)
  if (known || key.securityToken === undefined) {
    throw new GatewayError(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified SecurityToken mismatch with the AccessKey.',
    )
  }
  throw new GatewayError(
    400,
    'InvalidSecurityToken.Malformed',
    'Specified SecurityToken is malformed.',
  )
}

function tokenExpired(): GatewayError {
  return new GatewayError(
    400,
    'InvalidSecurityToken.Expired',
    'Specified SecurityToken is expired.',
  )
}
