import { useState } from 'react'
import type { PaletteGroup } from './palette-item.ts'

/**
 * The groups to draw: the newest, unless they would move or change what the reader stands on, or
 * anything before it. Whoever types (`typed` changes) wants to see something else.
 */
export function useSteadyGroups(
  groups: readonly PaletteGroup[],
  typed: string,
  highlighted: number,
): readonly PaletteGroup[] {
  const ids = idsOf(groups)
  const [shown, setShown] = useState({ groups, ids, typed })
  const isSame = shown.typed === typed && String(shown.ids) === String(ids)
  if (isSame) return groups
  if (shown.typed === typed && !isSameUpTo(shown.ids, ids, highlighted)) return shown.groups
  setShown({ groups, ids, typed })
  return groups
}

/** Whether the first items, the one at that place included, are the same. */
function isSameUpTo(a: readonly string[], b: readonly string[], index: number): boolean {
  return String(a.slice(0, index + 1)) === String(b.slice(0, index + 1))
}

function idsOf(groups: readonly PaletteGroup[]): readonly string[] {
  return groups.flatMap(({ items }) => items.map(({ id }) => id))
}
