import { useEffect, useState } from 'react'

/** The value once it has kept its name for so many milliseconds; the first one at once. */
export function useSettled<T>(value: T, name: string, ms: number): { value: T; name: string } {
  const [settled, setSettled] = useState({ value, name })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value of the same name is the same
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value, name }), ms)
    return () => clearTimeout(timer)
  }, [name, ms])
  return settled
}

/** The first thing that was known under this name: what came in later would move what is shown. */
export function useFirst<T>(name: string, value: T | undefined): T | undefined {
  const [first, setFirst] = useState({ name, value })
  const isNew = first.name !== name ? value !== undefined : first.value === undefined
  if (isNew && value !== undefined) setFirst({ name, value })
  return first.value
}
