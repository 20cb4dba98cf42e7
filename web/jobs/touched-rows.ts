import { type FocusEvent, type MouseEvent, type RefObject, useEffect, useState } from 'react'
import { indexOfRow } from './use-row-acts.ts'

/**
 * The rows that the pointer and the focus are in; `null`: in none. What a row offers besides its
 * words stands in these alone: in every row it would be a quarter of all there is to draw.
 * Of the rows that pass below a pointer at rest, it is the one that stops there.
 */
export function useTouchedRows(scroller: RefObject<HTMLElement | null>, isScrolling: boolean) {
  const [hovered, setHovered] = useState<number | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  useEffect(() => {
    if (isScrolling) return
    setHovered(indexOfRow(scroller.current?.querySelector('tr[data-index]:hover') ?? null))
  }, [scroller, isScrolling])
  return {
    has: (index: number) => index === hovered || index === focused,
    touch: {
      onMouseMove: ({ target }: MouseEvent) => isScrolling || setHovered(indexOfRow(target)),
      onMouseLeave: () => setHovered(null),
      onFocus: ({ target }: FocusEvent) => setFocused(indexOfRow(target)),
      onBlur: () => setFocused(null),
    },
  }
}
