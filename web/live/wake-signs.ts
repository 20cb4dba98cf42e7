import type { LiveClock } from './clock.ts'

export type WakeSigns = {
  readonly window: EventTarget
  readonly document: EventTarget & { readonly visibilityState: DocumentVisibilityState }
  readonly clock: LiveClock
  readonly onWake: () => void
}

const tickMs = 1000
/** A machine that slept has missed ticks; a busy one has not missed so many. */
const sleptMs = 10_000

/**
 * Calls back when the page may have slept through something: it is looked at again, thawed, back
 * from the history, online, offline, or its clock leapt. Gives what ends that.
 */
export function watchForWake({ window, document, clock, onWake }: WakeSigns): () => void {
  let tickedMs = clock.nowMs()
  let stopTick = () => {}
  const isVisible = () => document.visibilityState === 'visible'
  function wake() {
    if (isVisible()) onWake()
  }
  /** `pageshow` comes with every load as well, which is no waking. */
  function wakeOrShow(sign: Event) {
    if (sign.type !== 'pageshow' || (sign as PageTransitionEvent).persisted) wake()
  }
  function tick() {
    const gapMs = clock.nowMs() - tickedMs
    tickedMs += gapMs
    stopTick = clock.after(tickMs, tick)
    if (gapMs > sleptMs) wake()
  }
  tick()
  const signs = [
    [window, 'online'],
    [window, 'offline'],
    [window, 'pageshow'],
    [document, 'visibilitychange'],
    [document, 'resume'],
  ] as const
  for (const [target, type] of signs) target.addEventListener(type, wakeOrShow)
  return () => {
    stopTick()
    for (const [target, type] of signs) target.removeEventListener(type, wakeOrShow)
  }
}
