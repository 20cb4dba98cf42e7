import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let nowMs = 0

/** The time in epoch milliseconds, once a second, from one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, readNow)
}

/** What is to be said at this time; the component is drawn again only when that changes. */
export function useNowText(say: (nowMs: number) => string): string {
  let at = Number.NaN
  let text = ''
  // Asked three times before it is drawn, and hundreds may be drawn at once.
  const read = () => {
    const now = readNow()
    if (now !== at) text = say(now)
    at = now
    return text
  }
  return useSyncExternalStore(subscribe, read)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick() {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}

/** Stands still between ticks: React asks more than once in a render and must get one answer. */
function readNow(): number {
  if (timer === undefined || nowMs === 0) nowMs = Math.floor(Date.now() / 1000) * 1000
  return nowMs
}
