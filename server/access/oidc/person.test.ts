import { expect, test } from 'vitest'
import { isAmong, readPeople } from './people.ts'
import { type Claims, joinClaims, toPerson } from './person.ts'

const of = { issuer: 'https://id.example.com', subject: '248289', groupsClaim: 'groups' }
const verified = { email: 'Alice@Example.com', email_verified: true }

test('who somebody is does not depend on what they are called', () => {
  const person = toPerson({ ...verified, name: 'Alice', groups: ['ops', 7, ''] }, of)
  expect(person).toEqual({
    id: 'https://id.example.com#248289',
    subject: '248289',
    name: 'alice@example.com',
    address: 'alice@example.com',
    groups: ['ops'],
  })
  expect(toPerson({ groups: 'ops' }, of)).toMatchObject({ name: '248289', groups: ['ops'] })
})

test.each([
  ['not verified', { email: 'alice@example.com', email_verified: false }],
  ['verified in words only', { email: 'alice@example.com', email_verified: 'true' }],
  ['not said to be', { email: 'alice@example.com' }],
  ['two in one', { email: 'eve@evil.example@example.com', email_verified: true }],
  ['with a line end', { email: 'alice@example.com\n', email_verified: true }],
  ['none', { email_verified: true }],
  ['a list', { email: ['alice@example.com'], email_verified: true }],
])('an address that is %s counts for nothing', (_, claims: Claims) => {
  const person = toPerson(claims, of)
  expect(person.address).toBe(null)
  const people = readPeople(['@example.com', 'alice@example.com'])
  expect(typeof people === 'string' || isAmong(person, people)).toBe(false)
})

test.each([
  [{ email: 'alice@example.com', email_verified: false, name: 'Bob' }, 'Bob'],
  [{ email: 'alice@example.com' }, '248289'],
  [{ name: 'alice@example.com' }, 'alice@example.com (248289)'],
  [{ preferred_username: 'alice@example.com', name: 'Bob' }, 'alice@example.com (248289)'],
  [{ ...verified, name: 'Bob' }, 'alice@example.com'],
])('who says %j is shown as %s, and as nobody else', (claims, name) => {
  expect(toPerson(claims, of).name).toBe(name)
})

test('an address is joined with its own proof, never with that of another place', () => {
  const joined = joinClaims(
    { sub: '1', email_verified: true },
    { sub: '1', email: 'a@example.com' },
  )
  expect(joined).toEqual({ sub: '1', email: 'a@example.com', email_verified: undefined })
  const kept = joinClaims(
    { email: 'a@example.com' },
    { email: 'b@example.com', email_verified: true, groups: ['ops'] },
  )
  expect(kept).toEqual({ email: 'a@example.com', groups: ['ops'] })
})

test.each([
  [['@example.com'], true],
  [['@EXAMPLE.com'], true],
  [['@ple.com'], false],
  [['@sub.example.com'], false],
  [['ALICE@example.com'], true],
  [['bob@example.com'], false],
  [['group:ops'], true],
  [['group:OPS'], false],
  [['sub:248289'], true],
  [['sub:24828'], false],
  [['everybody'], true],
  [[], false],
])('alice of ops is among %j: %s', (entries, isIn) => {
  const people = readPeople(entries)
  if (typeof people === 'string') throw new TypeError(people)
  expect(isAmong(toPerson({ ...verified, groups: ['ops'] }, of), people)).toBe(isIn)
})
