import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Browsers and proxies send none. */
const mostWaiting = 16

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/**
 * Answers what a connection asks one after the other. Node begins each request as it comes, and
 * keeps the replies to those sent ahead of their turn (RFC 9112 section 9.3.2) in memory: a client
 * that reads nothing could have it make thousands. Who sends more ahead than a few is cut.
 */
export function oneAtATime(answer: Answer): Answer {
  const lines = new WeakMap<Socket, (() => void)[]>()

  function begin(incoming: IncomingMessage, outgoing: ServerResponse) {
    const { socket } = incoming
    outgoing.once('close', () => {
      // Of a line that is down, what is still to be parsed must not begin anew.
      if (socket.destroyed) return
      const next = lines.get(socket)?.shift()
      if (next) next()
      else lines.delete(socket)
    })
    answer(incoming, outgoing)
  }

  return (incoming, outgoing) => {
    const { socket } = incoming
    const line = lines.get(socket)
    if (!line) {
      lines.set(socket, [])
      begin(incoming, outgoing)
    } else if (line.length < mostWaiting) line.push(() => begin(incoming, outgoing))
    else socket.destroy()
  }
}
