import { expect, test } from 'vitest'
import type { Viewer } from './access/viewer.ts'
import { createScopeOf } from './scopes.ts'

const shanghai = [{ connections: ['Shanghai'] }]
const retail = [{ accounts: ['1984268643261234567'], products: ['a1BwAGV4kPz'] }]
const others = [{ products: ['public'] }]

const scopeOf = createScopeOf({
  groups: [
    { group: 'factory', scope: shanghai },
    { group: 'retail', scope: retail },
    { group: 'operations', scope: 'everything' },
    { group: 'factory', scope: retail },
  ],
  everybodyElse: others,
})

const inGroups = (...groups: string[]): Viewer => ({
  id: 'alice',
  name: 'alice',
  role: 'viewer',
  groups,
})

test.each([
  [['retail'], retail],
  [['retail', 'unheard-of'], retail],
  [['factory'], [...shanghai, ...retail]],
  [
    ['retail', 'factory'],
    [...shanghai, ...retail, ...retail],
  ],
  [['factory', 'operations'], 'everything'],
  [[], others],
  [['Retail'], others],
])('who is in %j sees %j', (groups, scope) => {
  expect(scopeOf(inGroups(...groups))).toEqual(scope)
})

test('an admin sees everything, in whichever group they are', () => {
  expect(scopeOf({ ...inGroups('retail'), role: 'admin' })).toBe('everything')
})
