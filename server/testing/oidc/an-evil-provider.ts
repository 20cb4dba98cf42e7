import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
} from 'jose'
import { onTestFinished } from 'vitest'
import { client } from './a-provider.ts'

/** What it has to make an ID token of. */
export type Forging = {
  /** Of a good one. */
  readonly claims: JWTPayload
  readonly key: CryptoKey
  /** As text, to be misused as a shared secret. */
  readonly publicKey: string
  readonly sign: (
    claims: JWTPayload,
    header?: object,
    key?: CryptoKey | Uint8Array,
  ) => Promise<string>
}

export type Evil = {
  readonly forge?: (forging: Forging) => string | null | Promise<string | null>
  readonly metadata?: (issuer: string) => object
  /** Added to, or in place of, what the browser brings back. */
  readonly back?: (issuer: string) => Record<string, string>
  /** `null`: it wants another access token than its own. */
  readonly userinfo?: object | null
}

/** A provider that says whatever it is told to, correctly signed or not. */
export async function anEvilProvider(evil: Evil) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'one' }
  const spki = await exportSPKI(publicKey)
  let nonce = ''
  const server = createServer((request, reply) => void answer(request, reply))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`

  const sign: Forging['sign'] = (claims, header = {}, key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key)

  async function makeToken(): Promise<string | null> {
    const iat = Math.floor(Date.now() / 1000)
    const ofMail = { email: 'alice@example.com', email_verified: true, groups: [] }
    const ofToken = { iss: issuer, aud: client.id, iat, exp: iat + 300, nonce }
    const claims = { ...ofToken, sub: 'alice', ...ofMail }
    const forging = { claims, key: privateKey, publicKey: spki, sign }
    return evil.forge ? evil.forge(forging) : sign(claims)
  }

  async function answer(request: IncomingMessage, reply: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '', issuer)
    if (pathname === '/auth') {
      nonce = searchParams.get('nonce') ?? ''
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      const said = { code: 'a-code', state: searchParams.get('state') ?? '', iss: issuer }
      const all = { ...said, ...evil.back?.(issuer) }
      for (const [name, value] of Object.entries(all)) back.searchParams.set(name, value)
      return reply.writeHead(302, { location: back.href }).end()
    }
    if (pathname === '/userinfo' && evil.userinfo === null) {
      const challenge = 'Bearer error="invalid_token"'
      return reply.writeHead(401, { 'www-authenticate': challenge }).end()
    }
    const bodies: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => metadataOf(issuer, evil),
      '/jwks': () => ({ keys: [jwk] }),
      '/token': async () => tokensOf(await makeToken()),
      '/userinfo': () => ({ sub: 'alice', ...evil.userinfo }),
    }
    const body = JSON.stringify(await bodies[pathname]?.())
    reply.writeHead(200, { 'content-type': 'application/json' }).end(body)
  }

  return { issuer }
}

function tokensOf(idToken: string | null) {
  return {
    access_token: 'an-access-token',
    token_type: 'Bearer',
    expires_in: 300,
    ...(idToken !== null && { id_token: idToken }),
  }
}

/** It offers the worst, to see who takes it. */
function metadataOf(issuer: string, { metadata }: Evil) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'],
    authorization_response_iss_parameter_supported: true,
    ...metadata?.(issuer),
  }
}
