import { once } from 'node:events'
import type { Server } from 'node:http'

/** Whatever still runs then is cut: what comes after it must end within the 5 s of a stop. */
const longestReplyMs = 3500
/** Before that, so that who waits for somebody else still gets an answer from us. */
const longestWaitMs = 3000

/**
 * Takes nothing new in and resolves when no connection is left: idle ones end at once, others with
 * the reply that they wait for. After 3 s `giveUp` is called, which ends what replies wait for;
 * after 3.5 s they are cut.
 */
export async function closeServer(server: Server, giveUp: () => void): Promise<void> {
  const closed = once(server, 'close')
  // Node would keep a connection for the next request once its reply is out.
  server.prependListener('request', (_request, reply) => {
    reply.shouldKeepAlive = false
  })
  server.close()
  const sweeping = setInterval(() => server.closeIdleConnections(), 50)
  const givingUp = setTimeout(giveUp, longestWaitMs)
  const cutting = setTimeout(() => server.closeAllConnections(), longestReplyMs)
  await closed
  clearInterval(sweeping)
  clearTimeout(givingUp)
  clearTimeout(cutting)
}
