import type { Socket } from 'node:net'
import { networkOf, toAddress } from './address.ts'

/**
 * A quarter of all connections. Far more than browsers open; behind a proxy, after a restart, a
 * thousand pages come back from its one address at once.
 */
const mostOfOne = 4000

export type Strangers = ReturnType<typeof createStrangers>

type Connection = Pick<Socket, 'remoteAddress' | 'destroy' | 'once'>

/**
 * The connections by which nobody was let in yet. Where one address has too many of them its oldest
 * is cut: who is in earnest has long been let in, or has got the page, by then.
 */
export function createStrangers(most = mostOfOne) {
  const byNetwork = new Map<string, Set<Connection>>()
  const networks = new WeakMap<Connection, string>()

  function forget(connection: Connection) {
    const network = networks.get(connection) ?? ''
    const ofNetwork = byNetwork.get(network)
    ofNetwork?.delete(connection)
    if (ofNetwork?.size === 0) byNetwork.delete(network)
  }

  return {
    meet(connection: Connection) {
      const network = networkOf(toAddress(connection.remoteAddress ?? '') ?? '')
      const ofNetwork = byNetwork.get(network) ?? new Set()
      byNetwork.set(network, ofNetwork.add(connection))
      networks.set(connection, network)
      connection.once('close', () => forget(connection))
      const [oldest] = ofNetwork
      if (ofNetwork.size <= most || !oldest) return
      forget(oldest)
      oldest.destroy()
    },
    /** By this connection somebody asked who may. */
    letIn: forget,
    size: () => byNetwork.size,
  }
}
