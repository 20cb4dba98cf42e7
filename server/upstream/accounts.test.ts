import { expect, test } from 'vitest'
import { toSecretKey } from '../secret-key.ts'
import { type AccountClues, groupByAccount } from './accounts.ts'
import type { CredentialsSource } from './credentials-source.ts'

const byKey = (accessKeyId: string, account: string | null = null): AccountClues => ({
  account,
  accessKeyId,
  source: { from: 'environment', key: toSecretKey({ accessKeyId, accessKeySecret: 's' }) },
})
const temporary = (source: CredentialsSource, accessKeyId: string | null): AccountClues => ({
  account: null,
  accessKeyId,
  source,
})
const role = (account: string, by: 'default' | 'ram-role' = 'default'): CredentialsSource => ({
  from: 'assume-role',
  roleArn: `acs:ram::${account}:role/waybill`,
  externalId: null,
  by: by === 'default' ? { from: by } : { from: by, roleName: null },
  sessionName: 'waybill',
  durationSeconds: 3600,
  stsEndpoint: null,
})
const machine: CredentialsSource = { from: 'ram-role', roleName: null }

test.each<[string, AccountClues[], number[]]>([
  ['one connection', [byKey('a')], [0]],
  ['the same key', [byKey('a'), byKey('a')], [0, 0]],
  ['two keys of which nothing is known', [byKey('a'), byKey('b')], [0, 1]],
  ['two keys of one stated account', [byKey('a', '111'), byKey('b', '111')], [0, 0]],
  ['two stated accounts', [byKey('a', '111'), byKey('b', '222')], [0, 1]],
  [
    'a stated account and a role of it',
    [byKey('a', '111'), temporary(role('111'), 'STS.1')],
    [0, 0],
  ],
  [
    'roles of two accounts by the same keys',
    [temporary(role('111'), 'x'), temporary(role('222'), 'y')],
    [0, 1],
  ],
  [
    'the role of the machine twice, with two sessions',
    [temporary(machine, 'x'), temporary(machine, 'y')],
    [0, 0],
  ],
  [
    'the role of the machine before it answers',
    [temporary(machine, null), temporary(machine, null)],
    [0, 0],
  ],
  ['one that links two', [byKey('a', '111'), byKey('b', '222'), byKey('b', '111')], [0, 0, 0]],
  ['others in between', [byKey('a'), byKey('b'), byKey('a')], [1, 0, 1]],
])('%s', (_, connections, expected) => {
  const groups = groupByAccount(connections)
  const pairs = (of: readonly number[]) => of.map((one) => of.map((other) => one === other))
  expect(pairs(groups)).toEqual(pairs(expected))
})
