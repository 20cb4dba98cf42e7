import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const good = {
  WAYBILL_SIGN_IN: 'oidc',
  WAYBILL_PUBLIC_URL: 'https://tools.example.com/waybill',
  WAYBILL_OIDC_ISSUER: 'https://id.example.com/',
  WAYBILL_OIDC_CLIENT_ID: 'waybill',
  WAYBILL_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc',
  WAYBILL_OIDC_ALLOW: '@Example.com, bob@example.org, group:ops, sub:1234',
}
const secret = 'the-secret-of-the-client'

function read(env: Record<string, string | undefined>, text = `${secret}\nof the client\n`) {
  return readConfig({ ...good, ...env }, () => text)
}

function faultsOf(result: ReturnType<typeof readConfig>): string[] {
  return 'faults' in result ? result.faults : []
}

test('what is told is taken, and the rest is usual', () => {
  const result = read({ WAYBILL_ADMINS: 'group:admins' })
  expect(result).toMatchObject({
    config: {
      access: {
        signIn: 'oidc',
        oidc: {
          issuer: 'https://id.example.com/',
          clientId: 'waybill',
          scopes: null,
          groupsClaim: 'groups',
          allowed: {
            isEverybody: false,
            domains: new Set(['example.com']),
            addresses: new Set(['bob@example.org']),
            groups: new Set(['ops']),
            subjects: new Set(['1234']),
          },
          admins: { groups: new Set(['admins']) },
          limits: { idleMs: 8 * 3_600_000, absoluteMs: 24 * 3_600_000 },
        },
      },
    },
  })
  if ('faults' in result) return
  expect(result.config.access.oidc?.clientSecret.reveal()).toBe(secret)
  for (const text of [
    JSON.stringify(result),
    inspect(result, { depth: null }),
    `${result.config.access.oidc?.clientSecret}`,
  ]) {
    expect(text).not.toContain(secret)
  }
})

test.each([undefined, 'none', 'link', 'proxy'])(
  'with the sign-in %s it is all for nothing, and told so',
  (signIn) => {
    const { WAYBILL_PUBLIC_URL: _, ...ofOidc } = good
    const result = readConfig({
      ...ofOidc,
      WAYBILL_SIGN_IN: signIn,
      WAYBILL_ENDPOINT: 'http://127.0.0.1:9180',
      WAYBILL_SESSION_HOURS: '12',
      WAYBILL_SESSION_IDLE_HOURS: ' ',
    })
    const names = [
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET_FILE',
      'OIDC_ALLOW',
      'SESSION_HOURS',
    ]
    expect(faultsOf(result)).toEqual(
      names.map(
        (name) =>
          `WAYBILL_${name} is for WAYBILL_SIGN_IN=oidc, which is not set: set it, or remove this`,
      ),
    )
  },
)

test('whatever is missing is told at once', () => {
  const faults = faultsOf(readConfig({ WAYBILL_SIGN_IN: 'oidc' }))
  const names = [
    'PUBLIC_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET_FILE',
    'OIDC_ALLOW',
  ]
  expect(faults).toEqual(names.map((name) => `WAYBILL_${name} is missing: WAYBILL_SIGN_IN is oidc`))
})

test.each([
  ['WAYBILL_OIDC_ISSUER', 'http://id.example.com', 'must be https'],
  ['WAYBILL_OIDC_ISSUER', 'id.example.com', 'must be a full URL'],
  ['WAYBILL_OIDC_ISSUER', 'https://id.example.com/?a=b', 'must be an address alone'],
  ['WAYBILL_OIDC_ISSUER', 'https://id.example.com/.well-known/openid-configuration', 'without'],
  ['WAYBILL_OIDC_SCOPES', 'profile email', 'must have openid'],
  ['WAYBILL_OIDC_ALLOW', 'alice', 'alice is none of'],
  ['WAYBILL_OIDC_ALLOW', 'everybody, alice@example.com', 'everybody stands alone'],
  ['WAYBILL_OIDC_ALLOW', '@example', '@example is none of'],
  ['WAYBILL_ADMINS', 'root', 'root is none of'],
  ['WAYBILL_SESSION_HOURS', '0', 'must be a number of hours'],
  ['WAYBILL_SESSION_IDLE_HOURS', '25', 'must not be more than WAYBILL_SESSION_HOURS'],
])('%s=%s is refused by name', (name, value, why) => {
  const faults = faultsOf(read({ [name]: value }))
  expect(faults).toEqual([expect.stringContaining(why)])
  expect(faults[0]?.startsWith(`${name} `)).toBe(true)
})

test('a secret that is none is told by its file, and never shown', () => {
  const name = 'WAYBILL_OIDC_CLIENT_SECRET_FILE (/run/secrets/oidc)'
  expect(faultsOf(read({}, 'short'))).toEqual([expect.stringContaining(`${name} must begin`)])
  const lacking = readConfig(good, () => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  })
  expect(faultsOf(lacking)).toEqual([`${name} cannot be read: ENOENT`])
})
