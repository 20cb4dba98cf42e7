import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { oneAtATime } from './one-at-a-time.ts'
import { limitReading } from './slow-reader.ts'
import type { Strangers } from './strangers.ts'
import type { StrictHeaders } from './strict-headers.ts'

/** The times are for requests that are being received: no reply, however long, is cut by them. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
  // A request without a host is refused by the gate, in the words of every failure.
  requireHostHeader: false,
}

/** Every event stream that there may be, and a quarter more for everything else. */
const mostConnections = 16_000

type ServerParts = {
  readonly headers: StrictHeaders
  readonly strangers: Strangers
  readonly slowReadMs: number
}
type Fetch = Parameters<typeof getRequestListener>[0]

/** Plain HTTP/1.1. Whatever never reaches `fetch` is answered here, as strictly. */
export function createHttpServer(
  fetch: Fetch,
  { headers, strangers, slowReadMs }: ServerParts,
): Server {
  const listener = getRequestListener(fetch, { errorHandler: () => unreadable(headers) })
  const answer = oneAtATime((incoming, outgoing) => {
    limitReading(outgoing, slowReadMs)
    // Which host was meant is for the gate to judge, by the header as it was sent; the rest of the
    // house knows one name for us, so that none of it can depend on what a client calls us.
    incoming.headers.host = ownName
    void listener(incoming, outgoing)
  })
  const server = createServer(limits, answer)
  server.maxConnections = mostConnections
  server.on('connection', strangers.meet)
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  server.on('clientError', (error, socket) => refuse(error, socket as Socket, headers))
  return server
}

const ownName = 'waybill'

/** A request target that is no path, or could be read as two. */
function unreadable(headers: StrictHeaders): Response {
  return Response.json(asBody('This address cannot be read.'), { status: 400, headers })
}

const statusOf: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** What is no request, or none in time. Behind an earlier reply nothing is added: it may be open. */
function refuse(error: NodeJS.ErrnoException, socket: Socket, headers: StrictHeaders) {
  if (!socket.writable || socket.bytesWritten > 0) return void socket.destroy()
  const body = JSON.stringify(asBody('This request cannot be read.'))
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/json',
    'content-length': String(body.length),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  const status = statusOf[error.code ?? ''] ?? '400 Bad Request'
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'), () => socket.destroy())
}

function asBody(message: string) {
  return { error: { code: 'invalid-request', message } }
}
