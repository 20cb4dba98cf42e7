import type { Frame } from './event-frames.ts'

/** Where a client's bytes go: a reply that stays open. */
export type Outlet = {
  write(bytes: Uint8Array): unknown
  /** Closes when all is sent. */
  destroySoon(): unknown
  /** Cuts the line, whatever is still unsent. */
  destroy(): unknown
  on(event: 'close', listener: () => void): unknown
  /** Bytes that the system has not taken yet. */
  readonly writableLength: number
}

export type Client = {
  readonly outlet: Outlet
  /** What it has of the mirror's log. */
  place: number
  /** What it has of the frames that were sent to all. */
  turn: number
  /** Since when the system has had bytes for it that it does not take; `null`: it has all. */
  behindSinceMs: number | null
}

/** A frame and which one it is of those that were sent to all. */
export type Turn = { readonly frame: Frame; readonly turn: number }

/** A client whose unsent bytes would exceed this is cut: it comes back with its last id. */
export const capBytes = 256 * 1024
/** So is one that has not caught up for so long, seen when there is something to send to it. */
export const mostBehindMs = 30_000
/** Clients that are written to before the rest of the process has its turn. */
const sliceSize = 1000
/** What a client is given at once at most, so that the cap cuts the slow and not the busy. */
const roundBytes = 64 * 1024

/** Writes each frame to all clients: in slices, and to each client in order. */
export function createFanOut(onCut: () => void, monotonicMs: () => number) {
  const clients = new Set<Client>()
  let waiting: Turn[] = []
  let round: { readonly turns: readonly Turn[]; readonly rest: Iterator<Client> } | null = null
  let isPumping = false

  function pump() {
    round ??= { turns: takeRound(), rest: clients.values() }
    for (let count = 0; count < sliceSize; count++) {
      const next = round.rest.next()
      if (next.done) {
        round = null
        break
      }
      deliver(next.value, round.turns)
    }
    isPumping = round !== null || waiting.length > 0
    if (isPumping) setImmediate(pump)
  }

  function takeRound(): readonly Turn[] {
    let bytes = 0
    const end = waiting.findIndex(({ frame }, index) => {
      bytes += frame.bytes.length
      return index > 0 && bytes > roundBytes
    })
    return waiting.splice(0, end === -1 ? waiting.length : end)
  }

  function cut(client: Client) {
    clients.delete(client)
    client.outlet.destroy()
    onCut()
  }

  function isTooLongBehind(client: Client): boolean {
    if (client.outlet.writableLength === 0) client.behindSinceMs = null
    else client.behindSinceMs ??= monotonicMs()
    return client.behindSinceMs !== null && monotonicMs() - client.behindSinceMs > mostBehindMs
  }

  function deliver(client: Client, turns: readonly Turn[]) {
    if (isTooLongBehind(client)) return cut(client)
    for (const { frame, turn } of turns) {
      if (turn <= client.turn) continue
      client.turn = turn
      if (frame.place !== null && frame.place <= client.place) continue
      if (client.outlet.writableLength + frame.bytes.length > capBytes) {
        return cut(client)
      }
      client.place = frame.place ?? client.place
      client.outlet.write(frame.bytes)
    }
  }

  return {
    clients,
    deliver,
    send(turn: Turn) {
      if (clients.size === 0) return
      waiting.push(turn)
      if (isPumping) return
      isPumping = true
      setImmediate(pump)
    },
    /** Nothing more is sent to anybody; gives who there was. */
    stop(): readonly Client[] {
      const all = [...clients]
      clients.clear()
      waiting = []
      return all
    },
  }
}
