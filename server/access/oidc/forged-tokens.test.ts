import { generateKeyPair, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { aBrowser } from '../../testing/oidc/a-browser.ts'
import { aHouse, aPort, people } from '../../testing/oidc/a-house.ts'
import { client } from '../../testing/oidc/a-provider.ts'
import { anEvilProvider, type Evil } from '../../testing/oidc/an-evil-provider.ts'

/** Somebody signs in over a provider that does evil. */
async function signInOver(evil: Evil) {
  const { issuer } = await anEvilProvider(evil)
  const house = await aHouse(await aPort(), issuer, {
    oidc: { allowed: people('everybody') },
  })
  const browser = aBrowser()
  const page = await browser.open(`${house.url}/jobs`)
  const { status } = await browser.api(`${house.url}/api/session`)
  return { page, status, house, browser }
}

const claiming = (claims: object): Evil => ({
  forge: ({ claims: good, sign }) => sign({ ...good, ...claims }),
})
const nowS = () => Math.floor(Date.now() / 1000)
const bytes = (text: string) => new TextEncoder().encode(text)

const attacks: Record<string, Evil> = {
  'a nonce of another sign-in': claiming({ nonce: 'another' }),
  'no nonce': claiming({ nonce: undefined }),
  'another issuer': claiming({ iss: 'https://id.example.com' }),
  'the issuer with a slash': {
    forge: ({ claims, sign }) => sign({ ...claims, iss: `${claims.iss}/` }),
  },
  'another audience': claiming({ aud: 'another client' }),
  'more audiences, and no authorized party': claiming({ aud: [client.id, 'another client'] }),
  'more audiences, for another party': claiming({
    aud: [client.id, 'another client'],
    azp: 'another client',
  }),
  'one audience, for another party': claiming({ azp: 'another client' }),
  'a token that is over': claiming({ exp: nowS() - 3600, iat: nowS() - 7200 }),
  'a token without an end': claiming({ exp: undefined }),
  'a token that is not valid yet': claiming({ nbf: nowS() + 3600 }),
  'no subject': claiming({ sub: undefined }),
  'a subject that is a number': claiming({ sub: 7 }),
  'alg: none': { forge: ({ claims }) => new UnsecuredJWT(claims).encode() },
  'HS256 with the public key': {
    forge: ({ claims, publicKey, sign }) => sign(claims, { alg: 'HS256' }, bytes(publicKey)),
  },
  "HS256 with the client's own secret": {
    forge: ({ claims, sign }) => sign(claims, { alg: 'HS256' }, bytes(client.secret)),
  },
  'the key of somebody else': {
    async forge({ claims, sign }) {
      const { privateKey } = await generateKeyPair('RS256')
      return sign(claims, {}, privateKey)
    },
  },
  'a key that nobody published': { forge: ({ claims, sign }) => sign(claims, { kid: 'two' }) },
  'a signature that was cut off': {
    forge: async ({ claims, sign }) => (await sign(claims)).replace(/[^.]+$/, ''),
  },
  'claims that were changed after signing': {
    async forge({ claims, sign }) {
      const [head, , signature] = (await sign(claims)).split('.')
      const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'root' })).toString('base64url')
      return `${head}.${changed}.${signature}`
    },
  },
  'no ID token at all': { forge: () => null },
  'no token but a text': { forge: () => 'token' },
  'userinfo of somebody else': {
    ...claiming({ email: undefined }),
    userinfo: { sub: 'root', email: 'root@example.com', email_verified: true },
  },
  'userinfo that does not take its own token': {
    ...claiming({ email: undefined }),
    userinfo: null,
  },
  'an answer that names another issuer': { back: () => ({ iss: 'https://id.example.com' }) },
  'an answer that names no issuer': { back: () => ({ iss: '' }) },
  'another state': { back: () => ({ state: 'another' }) },
  'an ID token in the address': { back: () => ({ id_token: 'e30.e30.' }) },
  'metadata of another issuer': { metadata: () => ({ issuer: 'https://id.example.com' }) },
  'metadata of the issuer with a slash': { metadata: (issuer) => ({ issuer: `${issuer}/` }) },
  'metadata with shared secrets alone': {
    metadata: () => ({ id_token_signing_alg_values_supported: ['none', 'HS256'] }),
  },
  'a token endpoint in plain text': {
    metadata: () => ({ token_endpoint: 'http://id.example.com/token' }),
  },
}

test('what is as it should be is taken', async () => {
  const { page, status, house } = await signInOver({})
  expect([page.text, status, house.failures]).toEqual(['the shell', 200, []])
})

test.each(Object.entries(attacks))('refused: %s', async (_, evil) => {
  const { page, status, house, browser } = await signInOver(evil)
  expect(page.status, page.text).toBeGreaterThanOrEqual(400)
  expect(page.status).not.toBe(500)
  expect(page.header('content-type')).toContain('text/html')
  expect(status).toBe(401)
  expect(browser.jar.find(/^waybill-\d+$/)).toBe(null)
  expect(house.failures).toEqual([expect.stringMatching(/^(untrusted|set-up|over): \w+$/)])
})

test('an address that is not verified is nobody on the list, whoever says it', async () => {
  const port = await aPort()
  const { issuer } = await anEvilProvider({
    ...claiming({ email: undefined, email_verified: true }),
    userinfo: { email: 'alice@example.com', email_verified: 'true' },
  })
  const house = await aHouse(port, issuer, { oidc: { allowed: people('alice@example.com') } })
  const page = await aBrowser().open(`${house.url}/jobs`)
  expect([page.status, house.failures]).toEqual([403, ['not-allowed: not_on_the_list']])
})
