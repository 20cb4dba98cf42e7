import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const connection = (name: string) => ({
  name,
  region: 'cn-shanghai',
  credentials: { from: 'default' },
})
const byProxy = {
  WAYBILL_CONFIG: '/etc/waybill/waybill.json',
  WAYBILL_SIGN_IN: 'proxy',
  WAYBILL_TRUSTED_PROXIES: '10.0.0.5',
  WAYBILL_PROXY_GROUPS_HEADER: 'X-Forwarded-Groups',
}

function read(scopes: unknown, env: Readonly<Record<string, string>> = {}) {
  const file = { connections: [connection('Shanghai'), connection('Frankfurt')], scopes }
  return readConfig({ ...byProxy, ...env }, () => JSON.stringify(file))
}

function faultsOf(...[scopes, env]: Parameters<typeof read>) {
  const given = read(scopes, env)
  const faults = 'faults' in given ? given.faults : []
  return faults.map((fault) => fault.replace('WAYBILL_CONFIG: ', ''))
}

const factory = { group: 'factory', connections: ['Shanghai'] }

test('reads what each group sees, and what everybody else does', () => {
  const scopes = {
    groups: [
      factory,
      { group: 'retail', accounts: ['1984268643261234567'], products: ['a1BwAGV4kPz'] },
      { group: 'operations', everything: true },
    ],
    everybodyElse: { products: ['a1BwAGV4kPz'] },
  }
  expect(read(scopes)).toMatchObject({
    config: {
      access: { groupsHeader: 'x-forwarded-groups' },
      scopes: {
        groups: [
          { group: 'factory', scope: [{ connections: ['Shanghai'] }] },
          {
            group: 'retail',
            scope: [{ accounts: ['1984268643261234567'], products: ['a1BwAGV4kPz'] }],
          },
          { group: 'operations', scope: 'everything' },
        ],
        everybodyElse: [{ products: ['a1BwAGV4kPz'] }],
      },
    },
  })
})

test('who is in none of the groups sees nothing unless the file says what', () => {
  expect(read({ groups: [factory] })).toMatchObject({ config: { scopes: { everybodyElse: [] } } })
})

test('a file without scopes leaves everything to everybody', () => {
  expect(read(undefined, { WAYBILL_SIGN_IN: 'link' })).toMatchObject({ config: { scopes: null } })
})

test.each<[string, unknown, string]>([
  ['no groups', {}, 'scopes.groups is missing'],
  ['an empty list of groups', { groups: [] }, 'scopes.groups must name at least one group'],
  ['no name', { groups: [{ everything: true }] }, 'scopes.groups[0].group is missing'],
  [
    'an empty name',
    { groups: [{ group: ' ', everything: true }] },
    'scopes.groups[0].group must be the name of a group',
  ],
  [
    'a group without limits',
    { groups: [factory, { group: 'b' }] },
    'scopes.groups[1] limits nothing: name connections, accounts or products, or say everything: true',
  ],
  [
    'everything and a limit',
    { groups: [{ ...factory, everything: true }] },
    'scopes.groups[0] is everything: leave out connections',
  ],
  [
    'everything: false',
    { groups: [{ group: 'a', everything: false }] },
    'scopes.groups[0].everything must be true, or left out',
  ],
  [
    'an empty limit',
    { groups: [{ group: 'a', products: [] }] },
    'scopes.groups[0].products must name at least one product',
  ],
  [
    'a connection that is none',
    { groups: [{ group: 'a', connections: ['Shanghai', 'Paris'] }] },
    'scopes.groups[0].connections[1] names no connection of this file',
  ],
  [
    'an account that is a number',
    { groups: [{ group: 'a', accounts: [1984268643261234] }] },
    'scopes.groups[0].accounts[0] must be a string',
  ],
  [
    'a masked account',
    { groups: [{ group: 'a', accounts: ['198***'] }] },
    'scopes.groups[0].accounts[0] must be an account id: its digits, as text',
  ],
  [
    'what is no key of a product',
    { groups: [{ group: 'a', products: ['a b'] }] },
    'scopes.groups[0].products[0] must be the key of a product',
  ],
  [
    'a misspelt limit',
    { groups: [factory], everybodyElse: { product: ['a'] } },
    'scopes.everybodyElse.product is not known',
  ],
  [
    'a connection that is none, for everybody else',
    { groups: [factory], everybodyElse: { connections: ['Paris'] } },
    'scopes.everybodyElse.connections[0] names no connection of this file',
  ],
])('%s is refused by its path', (_, scopes, fault) => {
  expect(faultsOf(scopes)).toContain(fault)
})

test('every fault is told at once', () => {
  const groups = [{ group: 'a' }, { group: 'b', connections: ['Paris'], accounts: ['x'] }]
  expect(faultsOf({ groups })).toHaveLength(3)
})

test.each([
  ['none', /^scopes needs to know who looks, and WAYBILL_SIGN_IN=none does not tell/],
  ['link', /^scopes needs to know who looks, and WAYBILL_SIGN_IN=link does not tell/],
])('scopes with the sign-in %s would be those of nobody, and do not start', (signIn, fault) => {
  const faults = faultsOf({ groups: [factory] }, { WAYBILL_SIGN_IN: signIn })
  expect(faults).toContainEqual(expect.stringMatching(fault))
})

test('scopes with a proxy that tells no groups do not start', () => {
  expect(faultsOf({ groups: [factory] }, { WAYBILL_PROXY_GROUPS_HEADER: '' })).toEqual([
    'scopes needs WAYBILL_PROXY_GROUPS_HEADER, the header in which the proxy tells the groups of a user',
  ])
})
