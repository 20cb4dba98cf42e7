import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from './when-idle.ts'

type LatePartOptions<P> = {
  load: () => Promise<ComponentType<P>>
  isWanted: boolean
  /** It was wanted and did not come: the server is away, or another version is out. */
  onFail: () => void
}

/**
 * A part of the page that is loaded when the browser is idle, or at once when it is wanted; `null`
 * until then. Once there, it is drawn with the very key that opens it, and a failure is tried
 * again the next time.
 */
export function useLatePart<P>({ load, isWanted, onFail }: LatePartOptions<P>) {
  const [part, setPart] = useState<ComponentType<P> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` and `onFail` may be new each time
  useEffect(() => {
    if (part !== null) return
    let isOn = true
    const take = (loaded: ComponentType<P>) => {
      if (isOn) setPart(() => loaded)
    }
    const fail = () => {
      if (isOn && isWanted) onFail()
    }
    const start = () => void load().then(take, fail)
    const callOff = isWanted ? start() : whenIdle(start)
    return () => {
      isOn = false
      callOff?.()
    }
  }, [part, isWanted])
  return part
}
