import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveParent } from './child.ts'

/** What the bare server says to whoever asks for anything but `/healthz`, until it is told another. */
export type BareReply = { readonly contentType: string; readonly body: Uint8Array }

/*
 * The floor of everything that is served: Node's own HTTP, which knows its answer by heart and does
 * nothing else.
 */
const healthy: BareReply = { contentType: 'text/plain', body: Buffer.from('ok') }
let known = healthy
const server = createServer((request, response) => {
  const { contentType, body } = request.url === '/healthz' ? healthy : known
  response.writeHead(200, { 'content-type': contentType, 'content-length': body.length }).end(body)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
serveParent<BareReply>(
  { url: `http://127.0.0.1:${port}` },
  async (reply) => {
    known = reply
    return {}
  },
  async () => server.closeAllConnections(),
)
