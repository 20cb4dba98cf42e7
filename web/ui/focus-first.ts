import { type RefObject, useEffect, useRef } from 'react'

/** Gives the focus to the first such element inside, once: what held it before is gone. */
export function useFocusFirst<E extends HTMLElement>(selector: string): RefObject<E | null> {
  const container = useRef<E>(null)
  useEffect(() => {
    container.current?.querySelector<HTMLElement>(selector)?.focus()
  }, [selector])
  return container
}
