import { createHash, randomUUID } from 'node:crypto'
import type { AccessKey } from './authenticate.ts'
import { defaultKey } from './emulator.ts'
import { canonicalParams, type Param } from './percent.ts'
import { signV1, signV3, stringToSignV1, stringToSignV3 } from './signature.ts'

export type PlainAnswer = {
  status: number
  headers: Headers
  text: string
  /** The parsed body of a JSON answer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it
  json: any
}

export type PlainCall = {
  scheme?: 'v1' | 'v3'
  method?: 'GET' | 'POST'
  /** Where the operation's own parameters go. */
  place?: 'query' | 'form'
  /** Headers of V3, parameters of V1, in place of the right ones; `undefined` leaves one out. */
  changed?: Record<string, string | undefined>
  key?: AccessKey
  nonce?: string
  signal?: AbortSignal
}

export type PlainParams = Record<string, string | number | undefined>

/** A client that can do everything wrong, for tests. */
export function createPlainClient(url: string, now: () => number = Date.now) {
  return async (
    action: string,
    params: PlainParams = {},
    call: PlainCall = {},
  ): Promise<PlainAnswer> => {
    const { scheme = 'v3', method = 'POST', place = 'query', key = defaultKey } = call
    const own = Object.entries(params)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): Param => [name, String(value)])
    const request =
      scheme === 'v3'
        ? signedV3(new URL(url).host, action, own, { ...call, method, place, key }, now())
        : signedV1(action, own, { ...call, method, place, key }, now())
    const answer = await fetch(`${url}/?${canonicalParams(request.query)}`, {
      method,
      headers: request.headers,
      ...(request.form.length > 0 && { body: canonicalParams(request.form) }),
      ...(call.signal && { signal: call.signal }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json')
    const { status, headers } = answer
    return { status, headers, text, json: isJson ? JSON.parse(text) : undefined }
  }
}

type PlainRequest = { query: Param[]; form: Param[]; headers: Record<string, string> }

type Prepared = PlainCall & Required<Pick<PlainCall, 'method' | 'place' | 'key'>>

const formType = 'application/x-www-form-urlencoded'

function signedV3(
  host: string,
  action: string,
  own: Param[],
  call: Prepared,
  now: number,
): PlainRequest {
  const query = call.place === 'query' ? own : []
  const form = call.place === 'form' ? own : []
  const bodyHash = createHash('sha256').update(canonicalParams(form)).digest('hex')
  const headers = defined({
    host,
    'x-acs-action': action,
    'x-acs-version': '2018-01-20',
    'x-acs-date': stamp(now),
    'x-acs-signature-nonce': call.nonce ?? randomUUID(),
    'x-acs-content-sha256': bodyHash,
    ...(call.key.securityToken && { 'x-acs-security-token': call.key.securityToken }),
    ...(form.length > 0 && { 'content-type': formType }),
    ...call.changed,
  })
  const signedHeaders = Object.keys(headers).sort()
  const stringToSign = stringToSignV3({
    method: call.method,
    path: '/',
    query,
    headers,
    signedHeaders,
    bodyHash,
  })
  const signature = signV3(call.key.accessKeySecret, stringToSign)
  const authorization = `ACS3-HMAC-SHA256 Credential=${call.key.accessKeyId},SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`
  const { host: _, ...sent } = headers
  return { query, form, headers: { accept: 'application/json', authorization, ...sent } }
}

function signedV1(action: string, own: Param[], call: Prepared, now: number): PlainRequest {
  const common = defined({
    Action: action,
    Version: '2018-01-20',
    Format: 'JSON',
    AccessKeyId: call.key.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: call.nonce ?? randomUUID(),
    Timestamp: stamp(now),
    ...(call.key.securityToken && { SecurityToken: call.key.securityToken }),
    ...call.changed,
  })
  const all: Param[] = [...Object.entries(common), ...own]
  const stringToSign = stringToSignV1(call.method, all)
  all.push(['Signature', signV1(call.key.accessKeySecret, stringToSign)])
  const isForm = call.place === 'form'
  return {
    query: isForm ? [] : all,
    form: isForm ? all : [],
    headers: defined({ 'content-type': isForm ? formType : undefined }),
  }
}

function stamp(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`
}

function defined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
