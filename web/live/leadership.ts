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

const lockName = 'waybill-events'

/** Of all tabs of a browser one leads; the next in the queue follows when it closes or crashes. */
export function queueForLead({ locks, onLead, onLost }: LeadershipOptions): Leadership {
  let withdraw = bid(false)

  function bid(steal: boolean): () => void {
    const waiting = new AbortController()
    let isHeld = false
    let isWithdrawn = false
    let release = () => {}
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve
        if (isWithdrawn) return resolve()
        isHeld = true
        onLead()
      })
    const stolen = () => {
      if (isWithdrawn || !isHeld) return
      withdraw = bid(false)
      onLost()
    }
    // A lock is either waited for, which can be called off, or stolen, which happens at once.
    const options = steal ? { steal } : { signal: waiting.signal }
    locks.request(lockName, options, hold).then(() => {}, stolen)
    return () => {
      isWithdrawn = true
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
