import { expect, test } from 'vitest'
import { createRecent } from './recent.ts'

test('each is known for as long as was said, the newest of them alone where there are too many', () => {
  let nowMs = 0
  const recent = createRecent<number>({ monotonicMs: () => nowMs, longestMs: 1000, most: 3 })
  recent.set('a', 1)
  nowMs = 1000
  expect(recent.get('a')).toBe(1)
  nowMs = 1001
  expect(recent.get('a')).toBe(null)
  for (const key of ['b', 'c', 'd', 'b', 'e']) recent.set(key, 2)
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => recent.get(key) !== null)).toEqual([
    'b',
    'd',
    'e',
  ])
  nowMs = 3000
  recent.set('f', 3)
  expect(recent.size()).toBe(1)
})
