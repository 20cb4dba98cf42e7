/** Time and chance, as far as following the server needs them. */
export type LiveClock = {
  /** The wall's time in epoch milliseconds: it goes on while the machine sleeps. */
  nowMs(): number
  /** Runs once after so many milliseconds; gives what calls it off. */
  after(ms: number, run: () => void): () => void
  /** From 0 to below 1. */
  random(): number
}

export const browserClock: LiveClock = {
  nowMs: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** One timer: setting it anew forgets what it was set to before. */
export function createAlarm(clock: LiveClock) {
  let callOff: (() => void) | null = null
  function stop() {
    callOff?.()
    callOff = null
  }
  return {
    stop,
    isSet: () => callOff !== null,
    set(ms: number, run: () => void) {
      stop()
      callOff = clock.after(ms, () => {
        callOff = null
        run()
      })
    },
  }
}
