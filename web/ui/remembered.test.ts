import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remember } from './remembered.ts'

const aChoice = () =>
  remember<'a' | 'b'>({
    key: 'choice',
    parse: (text) => (text === 'b' ? 'b' : 'a'),
    format: (value) => (value === 'a' ? null : value),
  })

beforeEach(() => localStorage.clear())
afterEach(() => vi.restoreAllMocks())

test('what is chosen is there in the next page, the usual leaves nothing behind', () => {
  aChoice().set('b')
  expect(aChoice().read()).toBe('b')
  aChoice().set('a')
  expect(localStorage.getItem('choice')).toBeNull()
})

test('an entry that nobody wrote is the usual', () => {
  localStorage.setItem('choice', '{"b":')
  expect(aChoice().read()).toBe('a')
})

test('where storage is forbidden, a choice lasts as long as the page', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const choice = aChoice()
  choice.set('b')
  expect(choice.read()).toBe('b')
})
