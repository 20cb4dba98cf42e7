import { type Client, createFanOut, type Outlet, type Turn } from './event-fan-out.ts'
import type { Frame } from './event-frames.ts'

/** A client that is being told what it missed: what is new meanwhile is kept for it. */
export type HeldClient = {
  /** Writes `start`, which covers the log up to `place`, then what came since; live from here on. */
  release(outlet: Outlet, start: Uint8Array, place: number): void
  /** It will not come, or has come already. */
  leave(): void
}

/** Everybody who listens. Each client gets each frame once and in order; the hub knows bytes only. */
export function createEventHub(monotonicMs: () => number) {
  const held = new Set<Turn[]>()
  let turns = 0
  let cut = 0
  let farewell: (() => Uint8Array) | null = null
  const fanOut = createFanOut(() => {
    cut += 1
  }, monotonicMs)

  function admit(outlet: Outlet, place: number, missed: readonly Turn[]) {
    const client: Client = { outlet, place, turn: 0, behindSinceMs: null }
    outlet.on('close', () => fanOut.clients.delete(client))
    fanOut.clients.add(client)
    fanOut.deliver(client, missed)
    // Frames still on their way to the others are part of the start, or were just delivered.
    client.turn = turns
  }

  return {
    /** From now on nothing is lost to this client. */
    hold(): HeldClient {
      const missed: Turn[] = []
      held.add(missed)
      return {
        release(outlet, start, place) {
          held.delete(missed)
          outlet.write(start)
          if (farewell) end(outlet, farewell())
          else admit(outlet, place, missed)
        },
        leave: () => {
          held.delete(missed)
        },
      }
    },

    broadcast(frame: Frame) {
      turns += 1
      const turn = { frame, turn: turns }
      // What is not logged is no news: every start ends with the newest of it.
      if (frame.place !== null) for (const missed of held) missed.push(turn)
      fanOut.send(turn)
    },

    /** Ends every stream with these words, and at once those of clients who come later. */
    close(words: () => Uint8Array) {
      farewell = words
      for (const { outlet } of fanOut.stop()) end(outlet, words())
    },

    clientCount: () => fanOut.clients.size + held.size,
    /** Clients that were cut for what they did not take. */
    cutCount: () => cut,
  }
}

/** A client that does not take its last words at once is not waited for. */
function end(outlet: Outlet, words: Uint8Array) {
  outlet.write(words)
  if (outlet.writableLength > 0) outlet.destroy()
  else outlet.destroySoon()
}
