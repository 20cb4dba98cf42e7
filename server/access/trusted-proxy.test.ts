import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proofRuns } from '../testing/proof-runs.ts'
import { awayMs } from './newcomers.ts'
import type { SignInEvent } from './sign-in-event.ts'
import { signInByProxy, type TrustedProxyParts, toNetwork } from './trusted-proxy.ts'

function aProxySignIn(overrides: Partial<TrustedProxyParts> = {}) {
  const ignored: (string | null)[] = []
  const told: SignInEvent[] = []
  const clock = { nowMs: 0 }
  const signIn = signInByProxy({
    proxies: ['10.0.0.0/8', '192.168.1.7', 'fd00::/16'],
    userHeader: 'x-forwarded-user',
    groupsHeader: 'x-forwarded-groups',
    secret: null,
    admins: ['root'],
    onIgnored: (peer) => ignored.push(peer),
    onSignIn: (event) => told.push(event),
    monotonicMs: () => clock.nowMs,
    ...overrides,
  })
  /** Who a request from `peer` is taken for; headers as they were sent, in order. */
  function whoIs(peer: string | null, ...headers: (readonly [string, string])[]) {
    const all = (name: string) =>
      headers.filter(([sent]) => sent.toLowerCase() === name).map(([, value]) => value)
    const facts = { method: 'GET', target: '/api/jobs', localPort: 8080, peer, all }
    return signIn.find(facts)?.viewer ?? null
  }
  return { whoIs, ignored, told, clock }
}

const alice = ['X-Forwarded-User', 'alice'] as const

test.each([
  ['10.1.2.3', 'alice'],
  ['10.255.255.255', 'alice'],
  ['192.168.1.7', 'alice'],
  ['fd00::9', 'alice'],
  ['11.0.0.1', null],
  ['192.168.1.8', null],
  ['fd01::9', null],
  ['127.0.0.1', null],
  ['::1', null],
  [null, null],
])('from %s the header makes %s', (peer, id) => {
  expect(aProxySignIn().whoIs(peer, alice)?.id ?? null).toBe(id)
})

test.each<[string, (readonly [string, string])[], string | null]>([
  ['one value', [alice], 'alice'],
  ['in another case', [['x-forwarded-USER', 'alice']], 'alice'],
  ['an address', [['X-Forwarded-User', 'alice@example.com']], 'alice@example.com'],
  ['a name in Chinese', [['X-Forwarded-User', '王小明']], '王小明'],
  ['no header', [], null],
  ['an empty one', [['X-Forwarded-User', '']], null],
  ['spaces', [['X-Forwarded-User', '   ']], null],
  ['two headers', [alice, ['X-Forwarded-User', 'root']], null],
  ['twice the same', [alice, alice], null],
  ['two joined by a proxy before', [['X-Forwarded-User', 'alice, root']], null],
  ['joined without a space', [['X-Forwarded-User', 'alice,root']], null],
  ['a control character', [['X-Forwarded-User', 'ali\u0000ce']], null],
  ['an invisible character', [['X-Forwarded-User', 'alice\u200b']], null],
  ['an endless one', [['X-Forwarded-User', 'a'.repeat(201)]], null],
  ['underscores', [['X_Forwarded_User', 'alice']], null],
  ['half of them', [['X-Forwarded_User', 'alice']], null],
  ['underscores beside it', [['X_Forwarded_User', 'root'], alice], 'alice'],
  [
    'another header',
    [
      ['X-Remote-User', 'alice'],
      ['Remote-User', 'alice'],
    ],
    null,
  ],
  ['an address in a header', [['X-Forwarded-For', '10.0.0.1']], null],
])('from a trusted proxy, %s', (_, headers, id) => {
  expect(aProxySignIn().whoIs('10.0.0.1', ...headers)?.id ?? null).toBe(id)
})

test('admins are those on the list, by the exact name', () => {
  const { whoIs } = aProxySignIn()
  const roleOf = (user: string) => whoIs('10.0.0.1', ['X-Forwarded-User', user])?.role
  expect(['root', 'Root', 'root2', 'alice'].map(roleOf)).toEqual([
    'admin',
    'viewer',
    'viewer',
    'viewer',
  ])
})

test('with no proxy on the list nobody is believed, and that is told once', () => {
  const { whoIs, ignored } = aProxySignIn({ proxies: [] })
  expect([whoIs('127.0.0.1', alice), whoIs('10.0.0.1', alice)]).toEqual([null, null])
  expect(ignored).toEqual(['127.0.0.1'])
})

test('with a secret, the address alone is not enough', () => {
  const secret = 's'.repeat(40)
  const { whoIs } = aProxySignIn({ secret })
  const shown = (value: string) => ['X-Waybill-Proxy-Secret', value] as const
  expect(whoIs('10.0.0.1', alice)).toBe(null)
  expect(whoIs('10.0.0.1', alice, shown('wrong'))).toBe(null)
  expect(whoIs('10.0.0.1', alice, shown(secret), shown(secret))).toBe(null)
  expect(whoIs('11.0.0.1', alice, shown(secret))).toBe(null)
  expect(whoIs('10.0.0.1', alice, shown(secret))?.id).toBe('alice')
})

test('after ten wrong secrets of an address no more are compared for a minute; the right one counts', () => {
  const secret = 's'.repeat(40)
  const { whoIs, clock } = aProxySignIn({ secret })
  const shown = (value: string) => ['X-Waybill-Proxy-Secret', value] as const
  const guess = (peer = '10.0.0.1') => whoIs(peer, alice, shown('wrong'))
  // Not one of these is a guess at it.
  for (let count = 0; count < 20; count += 1) {
    expect(whoIs('10.0.0.1', alice)).toBeNull()
    expect(whoIs('10.0.0.1', alice, shown('wrong'), shown(secret))).toBeNull()
    expect(guess('11.0.0.1')).toBeNull()
  }
  for (let count = 0; count < 10; count += 1) expect(guess()).toBeNull()
  expect(guess).toThrow(expect.objectContaining({ code: 'too-many' }))
  // Whoever else is at that address must not be able to lock the proxy out.
  expect(whoIs('10.0.0.1', alice, shown(secret))?.id).toBe('alice')
  expect(guess).toThrow('Try again in a minute')
  expect(whoIs('10.0.0.2', alice, shown(secret))?.id).toBe('alice')
  clock.nowMs += 60_000
  expect(guess()).toBeNull()
})

test('who comes for the first time, or after a long time, has signed in', () => {
  const { whoIs, told, clock } = aProxySignIn()
  const bob = ['X-Forwarded-User', 'bob'] as const
  whoIs('10.0.0.1', alice)
  whoIs('10.0.0.1', bob)
  clock.nowMs += awayMs - 1
  whoIs('10.0.0.1', alice)
  clock.nowMs += 1
  for (const user of [alice, bob, alice, bob]) whoIs('10.0.0.1', user)
  const names = told.map((event) => event.kind === 'in' && event.viewer.id)
  expect(names).toEqual(['alice', 'bob', 'bob'])
  whoIs('11.0.0.1', alice)
  const refusal = { kind: 'refused', why: 'not-the-proxy', person: null, peer: '11.0.0.1' }
  expect(told.at(-1)).toEqual(refusal)
})

test('no header of an untrusted peer ever makes a viewer', () => {
  const { whoIs } = aProxySignIn()
  const name = fc.constantFrom(
    'X-Forwarded-User',
    'x-forwarded-user',
    'X_Forwarded_User',
    'X-Forwarded-For',
    'Forwarded',
    'X-Real-IP',
    'Via',
    'X-Waybill-Proxy-Secret',
  )
  const value = fc.oneof(
    fc.constantFrom('root', '10.0.0.1', '127.0.0.1', 'for=10.0.0.1', '::ffff:10.0.0.1'),
    fc.string(),
  )
  const peer = fc
    .oneof(fc.ipV4(), fc.ipV6())
    .filter((text) => !/^(10\.|fd00:)|192\.168\.1\.7/i.test(text))
  const property = fc.property(peer, fc.array(fc.tuple(name, value)), (from, headers) => {
    expect(whoIs(from, ...headers)).toBe(null)
  })
  fc.assert(property, { numRuns: proofRuns({ short: 5000, long: 100_000 }) })
})

test.each([
  ['10.0.0.0/8', { address: '10.0.0.0', bits: 8 }],
  ['10.0.0.1', { address: '10.0.0.1', bits: 32 }],
  ['::1', { address: '::1', bits: 128 }],
  ['::ffff:10.0.0.0/104', { address: '10.0.0.0', bits: 8 }],
])('%s is a network', (text, network) => {
  expect(toNetwork(text)).toEqual(network)
})

test.each([
  '0.0.0.0/0',
  '::/0',
  '::ffff:0.0.0.0/96',
  '10.0.0.0/33',
  '::/129',
  '::ffff:0:0/95',
  '10.0.0',
  'proxy.example.com',
  '10.0.0.1/',
  '*',
])('%s is refused as a proxy', (text) => {
  expect(toNetwork(text)).toEqual(expect.any(String))
})

test.each<[string, readonly string[], readonly string[] | null]>([
  ['none', [], []],
  ['an empty one', [''], []],
  ['one', ['factory'], ['factory']],
  ['several', ['factory, retail,工厂'], ['factory', 'retail', '工厂']],
  ['an empty one among them', ['factory,,retail, '], ['factory', 'retail']],
  ['one twice', ['factory,factory'], ['factory']],
  ['spaces within', ['role:waybill admins'], ['role:waybill admins']],
  ['two headers', ['factory', 'everything'], null],
  ['twice the same', ['factory', 'factory'], null],
  ['a control character', ['fac\u0000tory'], null],
  ['an endless one', ['a'.repeat(201)], null],
])('groups, %s: %j are %j', (_, sent, groups) => {
  const { whoIs } = aProxySignIn()
  const headers = sent.map((value) => ['X-Forwarded-Groups', value] as const)
  expect(whoIs('10.0.0.1', alice, ...headers)?.groups ?? null).toEqual(groups)
  expect(whoIs('11.0.0.1', alice, ...headers)).toBeNull()
  expect(whoIs('10.0.0.1', ...headers)).toBeNull()
})

test('groups count for nothing unless a header is set for them', () => {
  const { whoIs } = aProxySignIn({ groupsHeader: null })
  expect(whoIs('10.0.0.1', alice, ['X-Forwarded-Groups', 'root'])?.groups).toEqual([])
})
