import { expect, test } from 'vitest'
import { SecretText } from '../../secret-text.ts'
import { createProviderFacts } from './provider.ts'
import { ProviderAway } from './sign-in-failed.ts'

const issuer = 'https://id.example.com'
const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256', 'ES256'],
}

/** What a provider says of itself, while it is there. */
function someFacts() {
  let nowMs = 0
  let isAway = false
  let asked = 0
  const facts = createProviderFacts({
    issuer,
    clientId: 'waybill',
    clientSecret: new SecretText('the secret of the client'),
    monotonicMs: () => nowMs,
    async fetch() {
      asked += 1
      if (isAway) throw new ProviderAway('ECONNREFUSED')
      return Response.json(metadata)
    },
  })
  return {
    facts,
    asked: () => asked,
    setAway(away: boolean) {
      isAway = away
    },
    pass(ms: number) {
      nowMs += ms
    },
  }
}

test('it is asked once for all who wait, and again after an hour', async () => {
  const { facts, asked, pass } = someFacts()
  expect(facts.known()).toBe(null)
  const [one, other] = await Promise.all([facts.get(), facts.get()])
  expect([one === other, facts.known() === one, asked()]).toEqual([true, true, 1])
  pass(3_599_999)
  expect([await facts.get(), asked()]).toEqual([one, 1])
  pass(1)
  expect(await facts.get()).toBe(one)
  expect(asked()).toBe(2)
  await expect.poll(() => facts.known() !== one).toBe(true)
})

test('while it is away the last word stands', async () => {
  const { facts, setAway, pass } = someFacts()
  const known = await facts.get()
  setAway(true)
  for (let hour = 0; hour < 24; hour += 1) {
    pass(3_600_000)
    expect(await facts.get()).toBe(known)
    await new Promise((resolve) => setImmediate(resolve))
  }
})

test('where there is none yet, it is asked again, at most once a second', async () => {
  const { facts, asked, setAway, pass } = someFacts()
  setAway(true)
  for (const ms of [0, 0, 500]) {
    pass(ms)
    await expect(facts.get()).rejects.toMatchObject({ why: 'away', detail: 'ECONNREFUSED' })
  }
  expect(asked()).toBe(1)
  setAway(false)
  pass(500)
  expect((await facts.get()).serverMetadata().issuer).toBe(issuer)
})

test('of its ways to sign, those that everybody can imitate are left out', async () => {
  const config = await someFacts().facts.get()
  const { id_token_signing_alg_values_supported: algorithms } = config.serverMetadata()
  expect(algorithms).toEqual(['RS256', 'ES256'])
})
