import { useSyncExternalStore } from 'react'
import type { Remembered } from './remembered.ts'

/** The value and how to change it, in a component. */
export function useRemembered<T>({ read, set, subscribe }: Remembered<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(subscribe, read), set]
}
