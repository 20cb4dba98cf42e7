import { tabVersion } from './tab-channel.ts'

/** The browser's `LockManager`, as far as it is needed here. */
export type Locks = {
  request(name: string, options: LockOptions, hold: () => Promise<void>): Promise<unknown>
}

export type LeadershipOptions = {
  readonly locks: Locks
  readonly onLead: () => void
  /** Another tab took the lead away. */
  readonly onLost: () => void
}

export type Leadership = {
  /** Takes the lead from whoever has it: for a leader that is not heard of any more. */
  seize(): void
  /** Lets go of the lead, or of waiting for it. */
  close(): void
}

/** Tabs that do not hear each other must not wait for each other. */
export const lockName = `waybill-events-${tabVersion}`

/** Of all tabs of a browser one leads; the next in the queue follows when it closes or crashes. */
export function queueForLead({ locks, onLead, onLost }: LeadershipOptions): Leadership {
  let withdraw = bid(false)

  function bid(steal: boolean): () => void {
    const waiting = new AbortController()
    let isHeld = false
    let isOver = false
    let release = () => {}
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve
        if (isOver) return resolve()
        isHeld = true
        onLead()
      })
    // A tab that is frozen may be stolen from before it learns that it leads.
    const lose = (reason: unknown) => {
      if (isOver || !isStolen(reason)) return
      isOver = true
      withdraw = bid(false)
      if (isHeld) onLost()
    }
    // A lock is either waited for, which can be called off, or stolen, which happens at once.
    const options = steal ? { steal } : { signal: waiting.signal }
    locks.request(lockName, options, hold).then(() => {}, lose)
    return () => {
      isOver = true
      release()
      waiting.abort()
    }
  }

  return {
    seize() {
      withdraw()
      withdraw = bid(true)
    },
    close: () => withdraw(),
  }
}

/** Any other reason (locks are refused, the page is on its way out) would only come again. */
function isStolen(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'AbortError'
}
