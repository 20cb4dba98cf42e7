import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { PaletteGroup } from './palette-item.ts'
import { useSteadyGroups } from './use-steady.ts'

const groupsOf = (...ids: string[]): readonly PaletteGroup[] => [
  { id: 'jobs', items: ids.map((id) => ({ id, glyph: null, label: id, run: () => {} })) },
]

function steady(ids: string[]) {
  const { result, rerender } = renderHook(
    ({ ids, typed, at }) =>
      useSteadyGroups(groupsOf(...ids), typed, at).flatMap(({ items }) =>
        items.map(({ id }) => id),
      ),
    { initialProps: { ids, typed: 'f', at: 0 } },
  )
  return {
    show(ids: string[], typed: string, at: number) {
      rerender({ ids, typed, at })
      return result.current.join('')
    },
  }
}

test('what comes in below is shown; what would move the reader waits for the next key', () => {
  const list = steady(['a', 'b'])
  expect(list.show(['a', 'b', 'c'], 'f', 1)).toBe('abc')
  expect(list.show(['a', 'x', 'b'], 'f', 1)).toBe('abc')
  expect(list.show(['a', 'x', 'b'], 'f', 0)).toBe('axb')
  expect(list.show(['y', 'b'], 'f', 2)).toBe('axb')
  expect(list.show(['y', 'b'], 'fr', 2)).toBe('yb')
})
