import type { ServerResponse } from 'node:http'

/**
 * Cuts the line of a client that takes nothing of its reply, whatever the reply is, once it was so for
 * `quietMs`, and before twice that is over. Taken is what the system's buffers hold: it costs us
 * nothing, and a line without anything else ends as an idle one. Where these are full the system asks
 * for more when a third is free again; who takes less than that in the time takes nothing.
 */
export function limitReading(outgoing: ServerResponse, quietMs: number): void {
  // Node looks this often whether anything went out since it looked before.
  outgoing.setTimeout(quietMs, () => {
    // Else it is the client who waits, and the next bytes begin it anew. A mere end would leave what
    // nobody reads with the system, for minutes.
    const { socket } = outgoing
    if (socket && socket.writableLength > 0) socket.resetAndDestroy()
  })
}
