import { useSyncExternalStore } from 'react'

const key = 'waybill-single-keys'
const listeners = new Set<() => void>()
let isOn: boolean | null = null

/**
 * Whether a character alone is a shortcut (WCAG 2.1.4). Off, it gets in nobody's way who dictates
 * or types unawares. This browser remembers it.
 */
export function useSingleKeys(): [boolean, (isOn: boolean) => void] {
  return [useSyncExternalStore(subscribe, areSingleKeysOn), setSingleKeys]
}

export function areSingleKeysOn(): boolean {
  isOn ??= readStored()
  return isOn
}

function setSingleKeys(next: boolean) {
  isOn = next
  try {
    if (next) localStorage.removeItem(key)
    else localStorage.setItem(key, 'off')
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

function readStored(): boolean {
  try {
    return localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
