import type { KeyboardEvent } from 'react'

/** Arrow keys, Home and End walk the elements of a list that match the selector. */
export function moveFocus(selector: string) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = targetOf(event.key, at, items.length)
    if (to === null) return
    event.preventDefault()
    items[to]?.focus()
  }
}

function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(at - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
