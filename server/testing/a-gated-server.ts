import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import type { AccessParts } from '../access/access.ts'
import { sessionRoutes } from '../access/session-routes.ts'
import type { AccessEnv } from '../access/sign-in.ts'
import { anAccess } from './an-access.ts'
import { gateOver } from './gate-over.ts'

export const mib = 1024 * 1024
/** More than the system takes for a client that reads nothing. */
const long = new Uint8Array(64 * mib)

/** Made as it is read. */
const endless = () =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (made) => made.enqueue(new Uint8Array(65_536)),
  })

/** The gate over a house of a few rooms, on a real port. */
export async function aGatedServer(overrides: Partial<AccessParts> = {}) {
  const access = anAccess(overrides)
  const rooms = new Hono<AccessEnv>()
    .route('/api', sessionRoutes(access.signIn))
    .get('/api/jobs', (c) => c.json({ secret: 'canary' }))
    .get('/api/long', (c) => c.body(long))
    .get('/api/endless', (c) => c.body(endless()))
    .get('/api/slow', async (c) => {
      await sleep(1500)
      return c.json({ secret: 'canary' })
    })
    .post('/api/echo', async (c) => c.text(await c.req.text()))
  const { server, begun, port, stop } = await gateOver(access, rooms)
  onTestFinished(stop)
  const origin = `http://127.0.0.1:${port}`

  /** What comes back for these very bytes. */
  async function raw(bytes: string): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes, 'latin1')
    return text(socket)
  }
  return { access, port, origin, raw, server, begun }
}
