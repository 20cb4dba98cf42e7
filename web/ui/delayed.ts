import { useEffect, useState } from 'react'

/** `true` once so many milliseconds have passed: who waits less sees nothing of it. */
export function useDelayed(ms: number): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isOver
}
