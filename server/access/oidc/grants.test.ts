import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { SecretText } from '../../secret-text.ts'
import { createEarlyToken } from './early-token.ts'
import { createGrants, type Grant } from './grants.ts'
import type { Person } from './person.ts'
import { createProviderFacts } from './provider.ts'
import { ProviderAway, type SignInFailed } from './sign-in-failed.ts'

const issuer = 'https://id.example.com'
const clientId = 'waybill'
const alice: Person = { id: `${issuer}#a`, subject: 'a', name: 'alice', address: null, groups: [] }
const first: Grant = { refreshToken: new SecretText('first'), idToken: null, lifeMs: 60_000 }
const tokens = { access_token: 'an access token', token_type: 'bearer', expires_in: 60 }

type Answer = () => Response | Promise<Response>

/** What a provider answers when it is asked about alice again, and what was kept of that. */
async function renewed(answers: {
  readonly token: Answer
  readonly userinfo?: Answer
  readonly jwks?: Answer
}) {
  const kept: Grant[] = []
  const desks: Record<string, Answer> = {
    '/.well-known/openid-configuration': () => Response.json(metadata),
    '/userinfo': () => Response.json({ sub: 'a', groups: ['ops'] }),
    ...Object.fromEntries(Object.entries(answers).map(([name, answer]) => [`/${name}`, answer])),
  }
  const early = createEarlyToken(async (url) => {
    const answer = desks[new URL(url).pathname]
    if (!answer) throw new TypeError(`nobody expected ${url}`)
    return answer()
  })
  const clientSecret = new SecretText('the secret of the client')
  const facts = createProviderFacts({
    ...{ issuer, clientId, clientSecret },
    fetch: early.fetch,
    monotonicMs: () => 0,
  })
  const redirectUri = 'https://tools.example.com/sign-in/callback'
  const grants = createGrants({
    ...{ facts, early, issuer, clientId, redirectUri },
    ...{ scopes: null, groupsClaim: 'groups' },
  })
  const keep = (grant: Grant) => void kept.push(grant)
  const outcome = await grants.renew(alice, first, keep).catch((error: SignInFailed) => error)
  return { outcome, kept }
}

const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
}

const turnedDown = (error: string, status = 400) => Response.json({ error }, { status })

test.each([
  'invalid_grant',
  'unauthorized_client',
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])('a refresh that is answered by %s is a refusal', async (code) => {
  const { outcome, kept } = await renewed({ token: () => turnedDown(code) })
  expect([outcome, kept]).toEqual([expect.objectContaining({ why: 'refused', detail: code }), []])
})

test.each([
  ['invalid_client', 'set-up'],
  ['invalid_scope', 'set-up'],
  ['temporarily_unavailable', 'away'],
  ['server_error', 'away'],
])('a refresh that is answered by %s is none: %s', async (code, why) => {
  const { outcome } = await renewed({ token: () => turnedDown(code) })
  expect(outcome).toMatchObject({ why, detail: code })
})

test('our own secret being wrong is no refusal of a person, also where it comes as a challenge', async () => {
  const headers = { 'www-authenticate': 'Basic realm="clients"' }
  const { outcome } = await renewed({ token: () => new Response(null, { status: 401, headers }) })
  expect(outcome).toMatchObject({ why: 'set-up', detail: 'challenge_401' })
})

test.each([
  [401, { 'www-authenticate': 'Bearer error="invalid_token"' }],
  [403, { 'www-authenticate': 'Bearer error="insufficient_scope"' }],
  [401, {}],
  [403, {}],
])(
  'a userinfo that turns the new access token away is a refusal: %i %o',
  async (status, headers) => {
    const { outcome } = await renewed({
      token: () => Response.json(tokens),
      userinfo: () => new Response(null, { status, headers }),
    })
    expect(outcome).toMatchObject({ why: 'refused', detail: `userinfo_${status}` })
  },
)

test('a userinfo that is not found is none', async () => {
  const { outcome } = await renewed({
    token: () => Response.json(tokens),
    userinfo: () => new Response(null, { status: 404 }),
  })
  expect(outcome).toMatchObject({ why: 'untrusted' })
})

test('whoever is told of by the userinfo alone is renewed by that', async () => {
  const { outcome } = await renewed({ token: () => Response.json(tokens) })
  expect(outcome).toMatchObject({ id: alice.id, groups: ['ops'] })
})

/** An ID token that is as it should be, and the keys to it. */
async function anIdToken() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const idToken = await new SignJWT({ groups: ['ops'], email: 'alice@example.com' })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject('a')
    .setIssuedAt()
    .setExpirationTime('1 minute')
    .sign(privateKey)
  return { idToken, keys: { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] } }
}

test('the next refresh token is kept also where the keys to the ID token beside it cannot be had', async () => {
  const { idToken } = await anIdToken()
  const given = { ...tokens, refresh_token: 'second', id_token: idToken }
  const { outcome, kept } = await renewed({
    token: () => Response.json(given),
    jwks: () => Promise.reject(new ProviderAway('ECONNREFUSED')),
  })
  expect(outcome).toMatchObject({ why: 'away', detail: 'ECONNREFUSED' })
  expect(kept.map(({ refreshToken }) => refreshToken?.reveal())).toEqual(['second'])
  // Of what nobody has checked nothing else is.
  expect(kept.map(({ idToken }) => idToken)).toEqual([null])
})

test('an ID token that somebody else has signed tells of nobody, and is not kept', async () => {
  const [{ idToken }, { keys }] = [await anIdToken(), await anIdToken()]
  const { outcome, kept } = await renewed({
    token: () => Response.json({ ...tokens, refresh_token: 'second', id_token: idToken }),
    jwks: () => Response.json(keys),
  })
  expect(outcome).toMatchObject({ why: 'untrusted' })
  expect(kept.map(({ idToken }) => idToken)).toEqual([null])
})

test('where all is well the whole grant is kept, and without a new refresh token the one before', async () => {
  const { idToken, keys } = await anIdToken()
  const { outcome, kept } = await renewed({
    token: () => Response.json({ ...tokens, id_token: idToken }),
    jwks: () => Response.json(keys),
  })
  expect(outcome).toMatchObject({ id: alice.id, groups: ['ops'] })
  expect(kept.at(-1)?.idToken?.reveal()).toBe(idToken)
  expect(kept.map(({ refreshToken }) => refreshToken?.reveal())).toEqual(['first'])
})
