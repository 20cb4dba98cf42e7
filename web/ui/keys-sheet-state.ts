import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let isOpen = false

/** Whether the sheet of shortcuts is open: one for the page, opened from several places. */
export function useKeysSheet(): [boolean, (isOpen: boolean) => void] {
  return [useSyncExternalStore(subscribe, () => isOpen), setOpen]
}

function setOpen(next: boolean) {
  isOpen = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
