import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { serveParent } from './child.ts'

export type BareEmit = { readonly events: number; readonly everyMs: number; readonly jobs: number }

/*
 * The floor of the event stream: one text to each open reply, written in a loop, by a server that
 * keeps nothing, drops nobody and knows no id. As large as the product's events, and timed alike.
 */
const clients = new Set<ServerResponse>()
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write('event: ready\ndata: {}\n\n')
  clients.add(response)
  request.on('close', () => clients.delete(response))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo

async function emit({ events, everyMs, jobs }: BareEmit) {
  for (let sent = 0; sent < events; sent += 1) {
    const nowMs = Date.now()
    const changes = Array.from({ length: jobs }, (_, index) => ({
      connection: 'crowd',
      jobId: `${'x'.repeat(80)}.${sent}.${index}.${nowMs}`,
      kind: 'added',
    }))
    const frame = Buffer.from(`event: jobs\ndata: ${JSON.stringify({ changes })}\n\n`)
    for (const client of clients) client.write(frame)
    await sleep(everyMs)
  }
  return {}
}

serveParent<BareEmit>({ port }, emit, async () => server.closeAllConnections())
