import type { Socket } from 'node:net'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { StreamSeats } from '../access/stream-seats.ts'
import type { Session } from '../access/viewer.ts'
import type { EventStream } from './event-stream.ts'
import { takeSocket } from './take-socket.ts'
import type { RequestEnv } from './told-request.ts'

/** The stream's reply without its events, so that it passes everything that sets headers. */
export function eventsHead(seats: StreamSeats) {
  return (c: Context<RequestEnv>) => {
    c.set('leaveSeat', seats.take(c.var.session))
    return c.body(null, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
  }
}

/**
 * To be the outermost: takes the finished head, and from there on the socket belongs to the stream.
 * A web `Response` would put three times the memory and a reader's turn between each client and its
 * bytes; node's own reply frames them anew for each. The reply ends with the connection, which
 * HTTP/1.0 proxies understand, too, and with the session that it was opened in.
 */
export function streamEvents(events: EventStream): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    await next()
    const { session, sight, leaveSeat } = c.var
    let isTaken = false
    const { incoming, outgoing } = c.env ?? {}
    if (!incoming || !outgoing || incoming.method !== 'GET' || c.res.status !== 200) {
      return leaveSeat?.()
    }
    const id = c.req.header('last-event-id') || c.req.query('lastEventId') || null
    const take = async () => {
      const socket = await takeSocket(incoming, outgoing)
      if (socket) endWith(socket, session, leaveSeat)
      isTaken = socket !== null
      return socket
    }
    try {
      const head = headOf([...Object.entries(outgoing.getHeaders()), ...c.res.headers])
      await events.open(sight.scope, id, head, take)
    } finally {
      if (!isTaken) leaveSeat()
    }
    c.res = undefined
    c.res = RESPONSE_ALREADY_SENT
  }
}

/** Apart from the request, of which nothing may be kept for as long as its stream lasts. */
function endWith(socket: Socket, session: Session, leaveSeat: () => void) {
  const stopListening = session.onEnd(() => socket.destroy())
  socket.on('close', () => {
    stopListening()
    leaveSeat()
  })
}

/** Of two with one name the later stands. */
function headOf(headers: readonly (readonly [string, unknown])[]): Buffer {
  const lines = [...new Map(headers)].map(([name, value]) => `${name}: ${value}`)
  const date = `date: ${new Date().toUTCString()}`
  const head = ['HTTP/1.1 200 OK', date, ...lines, 'connection: close', '', '']
  return Buffer.from(head.join('\r\n'), 'latin1')
}
