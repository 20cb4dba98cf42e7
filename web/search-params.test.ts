import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from './search-params.ts'

test('a long account id stays the text that it is', () => {
  const text = '?targetUid=19876543210987654321'
  expect(parseSearch(text)).toEqual({ targetUid: ['19876543210987654321'] })
  expect(stringifySearch(parseSearch(text))).toBe(text)
})

test('a repeated name keeps every value, in order', () => {
  expect(parseSearch('?status=running&q=a&status=completed')).toEqual({
    status: ['running', 'completed'],
    q: ['a'],
  })
})

test('nothing is written for nothing', () => {
  expect(stringifySearch({ q: undefined })).toBe('')
})

test('a name that objects have by birth is a name like others', () => {
  expect(stringifySearch(parseSearch('?__proto__=1&constructor=2'))).toContain('constructor=2')
})
