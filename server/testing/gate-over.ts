import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import type { Access } from '../access/access.ts'
import { pathWithin } from '../access/base-path.ts'
import { limitBody } from '../access/gate.ts'
import { createHttpServer } from '../access/http-server.ts'
import type { AccessEnv } from '../access/sign-in.ts'
import { withStrictHeaders } from '../access/strict-headers.ts'
import { toErrorReply } from '../api/error-reply.ts'

type Rooms = Hono<AccessEnv>

/**
 * The server and the gate of the product on a real port, over rooms of a test's own. `begun`: the
 * paths of what came to the gate, whether or not it got past.
 */
export async function gateOver(access: Access, rooms: Rooms) {
  const begun: string[] = []
  const app = new Hono<AccessEnv>({ getPath: pathWithin(access.basePath) })
    .use((c, next) => {
      begun.push(c.req.path)
      return next()
    })
    .use(withStrictHeaders(access.headers))
    .use(access.gate)
    .use(limitBody())
    .route('/', rooms)
    .onError((error, c) => {
      const { status, body } = toErrorReply(error)
      return c.json(body, status)
    })
  const server = createHttpServer(app.fetch, access)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    server,
    begun,
    port: (server.address() as AddressInfo).port,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
