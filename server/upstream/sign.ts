import { createHash, createHmac } from 'node:crypto'
import type { AccessKey } from '../secret-key.ts'

export type Parameters = Readonly<Record<string, string>>

/** A call before it is signed. Parameters go where the official SDK puts them: most in the query. */
export type ActionCall = {
  readonly action: string
  readonly version: string
  readonly query: Parameters
  readonly form: Parameters
}

export type SignedRequest = {
  /** The query without its question mark. */
  readonly search: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const algorithm = 'ACS3-HMAC-SHA256'

/** One POST to `/` with the V3 signature. `dateMs` is the server's time as well as we know it. */
export function signRequest(
  call: ActionCall,
  { host, dateMs, nonce }: { host: string; dateMs: number; nonce: string },
  accessKey: AccessKey,
): SignedRequest {
  const search = canonicalParameters(call.query)
  const body = canonicalParameters(call.form)
  const headers: Record<string, string> = {
    host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': call.action,
    'x-acs-version': call.version,
    'x-acs-date': `${new Date(dateMs).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': sha256(body),
  }
  if (accessKey.securityToken) headers['x-acs-security-token'] = accessKey.securityToken
  return {
    search,
    body,
    headers: { ...headers, authorization: authorization({ search, headers, body }, accessKey) },
  }
}

/** The `Authorization` header over `host`, `content-type` and every `x-acs-…` header given. */
export function authorization(
  { search, headers, body }: SignedRequest,
  { accessKeyId, accessKeySecret }: AccessKey,
): string {
  const signed = Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort()
  const canonicalRequest = [
    'POST',
    '/',
    search,
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    signed.join(';'),
    sha256(body),
  ].join('\n')
  const signature = createHmac('sha256', accessKeySecret)
    .update(`${algorithm}\n${sha256(canonicalRequest)}`)
    .digest('hex')
  return `${algorithm} Credential=${accessKeyId},SignedHeaders=${signed.join(';')},Signature=${signature}`
}

/** Parameters sorted by name, each name and value encoded strictly by RFC 3986. */
export function canonicalParameters(parameters: Parameters): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
