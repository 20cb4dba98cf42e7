import { useEffect, useRef } from 'react'

/** Every key of the product. */
const keys = {
  search: ['/'],
  filter: ['f'],
  next: ['j', 'ArrowDown'],
  previous: ['k', 'ArrowUp'],
  first: ['Home'],
  last: ['End'],
  pageDown: ['PageDown'],
  pageUp: ['PageUp'],
  close: ['Escape'],
  copy: ['c'],
  select: ['x', 'X'],
  rowMenu: ['.'],
  density: ['d'],
  check: ['r'],
  details: ['1'],
  received: ['2'],
  pause: ['p'],
  copyLink: ['l'],
  copyFixedLink: ['L'],
} as const

export type Shortcut = keyof typeof keys
export type ShortcutHandlers = {
  readonly [name in Shortcut]?: (event: KeyboardEvent) => void
}

/**
 * Binds keys while the caller is on the page. None fires while somebody types, with a modifier
 * held, or inside a menu or editor, which has its own keys.
 */
export function useShortcuts(handlers: ShortcutHandlers) {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isFree(event)) return
      for (const name of Object.keys(keys) as Shortcut[]) {
        const isIts = (keys[name] as readonly string[]).includes(event.key)
        if (isIts) latest.current[name]?.(event)
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false
  const at = event.target
  if (!(at instanceof HTMLElement)) return true
  const types = at.closest('input, textarea, select, [contenteditable="true"]')
  const isRadio = types instanceof HTMLInputElement && /^(radio|checkbox)$/.test(types.type)
  return (!types || (isRadio && !event.key.startsWith('Arrow'))) && !at.closest('[role="dialog"]')
}
