import { createHash, createHmac } from 'node:crypto'
import type { Call } from './call.ts'
import { GatewayError, missing } from './gateway-error.ts'
import { canonicalParams, type Param, percentEncode } from './percent.ts'

/** What a request claims about its sender, and the means to check it. */
export type Signed = {
  accessKeyId: string
  timestamp: string
  nonce: string
  securityToken: string
  signature: string
  stringToSign: string
  sign(secret: string): string
}

export type CanonicalRequest = {
  method: string
  path: string
  query: readonly Param[]
  headers: Readonly<Record<string, string>>
  signedHeaders: readonly string[]
  bodyHash: string
}

/** RPC signature 1.0 (HMAC-SHA1). `params` holds query and form; `Signature` itself is left out. */
export function stringToSignV1(method: string, params: readonly Param[]): string {
  const signed = params.filter(([name]) => name !== 'Signature')
  return `${method}&${percentEncode('/')}&${percentEncode(canonicalParams(signed))}`
}

export function signV1(secret: string, stringToSign: string): string {
  // The trailing "&" is part of the key, though some of the vendor's formulas leave it out.
  return createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
}

/** ACS3-HMAC-SHA256, over exactly the headers that the request itself lists. */
export function stringToSignV3(request: CanonicalRequest): string {
  const names = [...request.signedHeaders].sort()
  const canonical = [
    request.method,
    request.path,
    canonicalParams(request.query),
    ...names.map((name) => `${name}:${request.headers[name] ?? ''}`),
    '',
    names.join(';'),
    request.bodyHash,
  ].join('\n')
  return `ACS3-HMAC-SHA256\n${sha256(canonical)}`
}

export function signV3(secret: string, stringToSign: string): string {
  return createHmac('sha256', secret).update(stringToSign).digest('hex')
}

/** Throws a `GatewayError` when a part of the signature is missing or malformed. */
export function readSigned(call: Call): Signed {
  return call.scheme === 'v3' ? readV3(call) : readV1(call)
}

function readV1(call: Call): Signed {
  const read = (name: string) => call.params.get(name) || raise(missing(name))
  const format = call.params.get('Format')
  if (format && !/^(json|xml)$/i.test(format)) {
    throw new GatewayError(400, 'InvalidParameter.Format', 'The specified Format is not valid.')
  }
  const accessKeyId = read('AccessKeyId')
  const stringToSign = stringToSignV1(call.method, [...call.query, ...call.form])
  if (read('SignatureMethod') !== 'HMAC-SHA1' || read('SignatureVersion') !== '1.0') {
    throw new GatewayError(
      400,
      'InvalidSignatureMethod',
      'Specified signature method is not supported.',
    )
  }
  return {
    accessKeyId,
    timestamp: read('Timestamp'),
    nonce: read('SignatureNonce'),
    securityToken: call.params.get('SecurityToken') ?? '',
    signature: read('Signature'),
    stringToSign,
    sign: (secret) => signV1(secret, stringToSign),
  }
}

function readV3(call: Call): Signed {
  const { headers } = call
  const given = readAuthorization(headers.authorization ?? '')
  const signedHeaders = given.signedHeaders.split(';')
  const stringToSign = stringToSignV3({
    method: call.method,
    path: call.path,
    query: call.query,
    headers,
    signedHeaders,
    // Hashed here, not taken from the header: a body that was changed on the way must not pass.
    bodyHash: sha256(call.body),
  })
  const unsigned = Object.keys(headers).find(
    (name) => (name === 'host' || name.startsWith('x-acs-')) && !signedHeaders.includes(name),
  )
  if (unsigned) throw incompleteSignature(stringToSign)
  return {
    accessKeyId: given.credential,
    timestamp: headers['x-acs-date'] || raise(missing('Date')),
    nonce: headers['x-acs-signature-nonce'] || raise(missing('SignatureNonce')),
    securityToken: headers['x-acs-security-token'] ?? '',
    signature: given.signature,
    stringToSign,
    sign: (secret) => signV3(secret, stringToSign),
  }
}

function readAuthorization(text: string) {
  const match =
    /^ACS3-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/i.exec(
      text,
    )
  const [, credential, signedHeaders, signature] = match ?? []
  if (!credential || !signedHeaders || !signature) {
    if (!text.startsWith('ACS3-HMAC-SHA256')) {
      throw new GatewayError(
        400,
        'InvalidSignatureMethod',
        'Specified signature method is not supported.',
      )
    }
    throw incompleteSignature('')
  }
  return { credential, signedHeaders: signedHeaders.toLowerCase(), signature }
}

function incompleteSignature(stringToSign: string): GatewayError {
  return new GatewayError(
    400,
    'IncompleteSignature',
    `The request signature does not conform to Aliyun standards. server string to sign is:${stringToSign}`,
  )
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function raise(error: GatewayError): never {
  throw error
}
