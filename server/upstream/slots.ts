/** A slot that a call holds. The first of these to be told ends the hold; the rest does nothing. */
export type Slot = {
  /** The answer's status line arrived. */
  answered(at: number): void
  /** Nothing of the call can have reached the gateway. */
  unsent(): void
  /** No answer, and none is awaited any more. */
  abandoned(at: number): void
}

export type Slots = {
  /** When a slot is free; `Infinity` while all calls that hold one are unanswered. */
  freeFrom(): number
  /** Only when one is free. */
  take(): Slot
}

/** The gateway allows 5 calls in any window of this length. */
export const windowMs = 1000
/** How long bytes of an abandoned call may still be on their way to the gateway's counter. */
export const unansweredMs = 2000

/**
 * Response-gated slots: one is held from the send until a window after the answer's status line.
 *
 * The gateway counts a call somewhere between the two, so no window of the gateway's ever holds
 * more calls than there are slots, whatever the network does: were there one more, the last of
 * them to be sent would have been sent while all slots were held. `marginMs` covers the drift of
 * our clock against the gateway's within a window: of clocks that NTP pulls, 1 ms (RFC 5905, 500 PPM).
 */
export function createSlots(count: number, marginMs: number): Slots {
  const freeAt = new Array<number>(count).fill(Number.NEGATIVE_INFINITY)

  return {
    freeFrom: () => Math.min(...freeAt),
    take() {
      const index = freeAt.indexOf(Math.min(...freeAt))
      freeAt[index] = Number.POSITIVE_INFINITY
      let isHeld = true
      const release = (at: number) => {
        if (isHeld) freeAt[index] = at
        isHeld = false
      }
      return {
        answered: (at) => release(at + windowMs + marginMs),
        unsent: () => release(Number.NEGATIVE_INFINITY),
        abandoned: (at) => release(at + unansweredMs + windowMs + marginMs),
      }
    },
  }
}
