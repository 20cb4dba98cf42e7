import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const emulator = 'http://127.0.0.1:9180'
const real = 'https://iot.cn-shanghai.aliyuncs.com'
const byProxy = {
  WAYBILL_TRUSTED_PROXIES: '10.0.0.0/8',
  WAYBILL_PUBLIC_URL: 'https://tools.example.com',
}

const byProvider = {
  WAYBILL_OIDC_ISSUER: 'https://id.example.com',
  WAYBILL_OIDC_CLIENT_ID: 'waybill',
  WAYBILL_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc',
  WAYBILL_OIDC_ALLOW: '@example.com',
}
const readSecret = () => 'a secret of some length\n'.replaceAll(' ', '-')

const noSignIn = /^HOST is 0\.0\.0\.0: .*everybody on the network.*WAYBILL_SIGN_IN=proxy/
const plainLink = /^HOST is 0\.0\.0\.0: .*in plain text.*WAYBILL_SIGN_IN=proxy/
const localUsers = /^WAYBILL_SIGN_IN is none: every user and program of this machine.*Leave it out/

test.each([
  ['127.0.0.1', 'none', emulator, null],
  ['127.0.0.1', 'none', real, localUsers],
  ['127.0.0.1', 'link', emulator, null],
  ['127.0.0.1', 'link', real, null],
  ['127.0.0.1', 'proxy', emulator, null],
  ['127.0.0.1', 'proxy', real, null],
  ['0.0.0.0', 'none', emulator, noSignIn],
  ['0.0.0.0', 'none', real, noSignIn],
  ['0.0.0.0', 'link', emulator, plainLink],
  ['0.0.0.0', 'link', real, plainLink],
  ['0.0.0.0', 'proxy', emulator, null],
  ['0.0.0.0', 'proxy', real, null],
  ['127.0.0.1', 'oidc', emulator, null],
  ['127.0.0.1', 'oidc', real, null],
  ['0.0.0.0', 'oidc', emulator, null],
  ['0.0.0.0', 'oidc', real, null],
])('HOST=%s, WAYBILL_SIGN_IN=%s, %s: %s', (HOST, signIn, endpoint, fault) => {
  const given = { HOST, WAYBILL_SIGN_IN: signIn, WAYBILL_ENDPOINT: endpoint }
  const ofProvider = signIn === 'oidc' ? byProvider : {}
  const read = readConfig({ ...given, ...byProxy, ...ofProvider }, readSecret)
  if (fault) expect(read).toEqual({ faults: [expect.stringMatching(fault)] })
  else expect(read).toMatchObject({ config: { host: HOST, access: { signIn } } })
})

test('what is not told is the safe one: nothing over the emulator, a link over an account', () => {
  const signInOf = (env: Record<string, string>) => readConfig(env)
  expect(signInOf({ WAYBILL_ENDPOINT: emulator })).toMatchObject({
    config: { access: { signIn: 'none' } },
  })
  expect(signInOf({})).toMatchObject({ config: { access: { signIn: 'link' } } })
  expect(signInOf({ HOST: '::' })).toEqual({ faults: [expect.stringMatching(/^HOST is ::/)] })
})

test('beyond loopback, a proxy needs the address that people open', () => {
  const read = readConfig({ HOST: '10.0.0.5', WAYBILL_SIGN_IN: 'proxy' })
  expect(read).toEqual({
    faults: [expect.stringMatching(/^HOST is 10.0.0.5: .*WAYBILL_PUBLIC_URL/)],
  })
})

test.each([
  ['WAYBILL_SIGN_IN', 'password', 'must be none, link, proxy or oidc'],
  ['WAYBILL_TRUSTED_PROXIES', '10.0.0.0/8, 0.0.0.0/0', '0.0.0.0/0 is everybody'],
  ['WAYBILL_TRUSTED_PROXIES', '::/0', '::/0 is everybody'],
  ['WAYBILL_TRUSTED_PROXIES', 'nginx', 'nginx is no address'],
  ['WAYBILL_PROXY_USER_HEADER', 'X_User', 'must be a header'],
  ['HOST', 'my host', 'must be an address to listen on'],
])('%s=%s is refused by name', (name, value, why) => {
  const read = readConfig({ WAYBILL_SIGN_IN: 'proxy', ...byProxy, [name]: value })
  const { faults } = read as { faults: string[] }
  expect(faults.some((fault) => fault.startsWith(`${name} `) && fault.includes(why))).toBe(true)
})

test('lists are read with their spaces, and the header in lower case', () => {
  const read = readConfig({
    ...byProxy,
    WAYBILL_SIGN_IN: 'proxy',
    WAYBILL_TRUSTED_PROXIES: ' 10.0.0.1 ,fd00::/16,',
    WAYBILL_PROXY_USER_HEADER: 'X-Auth-Request-User',
    WAYBILL_ADMINS: 'alice, bob@example.com',
  })
  expect(read).toMatchObject({
    config: {
      access: {
        proxies: ['10.0.0.1', 'fd00::/16'],
        userHeader: 'x-auth-request-user',
        admins: ['alice', 'bob@example.com'],
      },
    },
  })
})
