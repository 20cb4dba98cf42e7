import { expect, test } from 'vitest'
import { statusCounts, statusesAfterClick } from './status-counts.ts'

test('a known status without jobs counts 0; one that we do not know gets a tile of its own', () => {
  const { all, tiles } = statusCounts([
    { value: 'running', name: '', count: 3 },
    { value: 'unknown-7', name: '', count: 1 },
  ])
  expect(all).toBe(4)
  expect(tiles.map(({ status, count }) => [status, count])).toEqual([
    ['initializing', 0],
    ['running', 3],
    ['completed', 0],
    ['interrupted', 0],
    ['unknown-7', 1],
  ])
})

test.each([
  { chosen: [], adds: false, expected: ['running'] },
  { chosen: ['running'], adds: false, expected: [] },
  { chosen: ['running', 'completed'], adds: false, expected: ['running'] },
  { chosen: ['completed'], adds: true, expected: ['completed', 'running'] },
  { chosen: ['completed', 'running'], adds: true, expected: ['completed'] },
])(
  'a click on Running after $chosen (adds: $adds) chooses $expected',
  ({ chosen, adds, expected }) => {
    expect(statusesAfterClick(chosen, 'running', adds)).toEqual(expected)
  },
)
