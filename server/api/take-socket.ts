import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { finished } from 'node:stream/promises'

const listenedTo = ['data', 'end', 'close', 'drain', 'error', 'timeout', 'pause', 'resume']

/**
 * Takes the socket of a request away from the HTTP server, before anything of its reply is sent:
 * what node itself does for an upgrade, for a request without one. To the server the connection is
 * closed, and all it kept for it (a parser, the request, its reply: four times what the socket
 * needs) is free again. `null`: the client is gone.
 */
export async function takeSocket(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Socket | null> {
  const { socket } = outgoing
  if (!socket) return null
  // A request that was not read to its end counts as broken off, and takes the socket with it.
  incoming.resume()
  await finished(incoming, { writable: false }).catch(() => {})
  if (!socket.writable || !incoming.complete) return null
  outgoing.detachSocket(socket)
  for (const tell of socket.listeners('close')) tell.call(socket, false)
  for (const name of listenedTo) socket.removeAllListeners(name)
  socket.setTimeout(0)
  socket.setNoDelay(true)
  // Whatever else it sends is dropped; that it ends must be heard. Every failure ends in `close`.
  socket.on('end', () => socket.destroy())
  socket.on('error', () => {})
  socket.resume()
  return socket
}
