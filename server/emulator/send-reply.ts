import type { ServerResponse } from 'node:http'
import type { Outcome, WireFault } from './gateway.ts'
import type { Reply } from './reply.ts'

/** Puts an answer on the wire, in the broken way that a fault asks for. */
export function sendReply(response: ServerResponse, { reply, wireFault }: Outcome): void {
  if (response.destroyed) return
  if (wireFault) sendBroken(response, reply, wireFault)
  else sendWhole(response, reply)
}

function sendWhole(response: ServerResponse, { status, headers, body }: Reply): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes)
}

function sendBroken(response: ServerResponse, reply: Reply, fault: WireFault): void {
  if (fault.kind === 'html') sendWhole(response, htmlPage(fault.status ?? 502))
  if (fault.kind === 'reset') reset(response, reply, fault.afterBytes)
  if (fault.kind === 'cut-json') cut(response, reply, fault)
  if (fault.kind === 'drip') drip(response, reply, fault)
  // A hang has neither an answer nor an end, also after it is cleared: the client has to give up.
}

function htmlPage(status: number): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>Tengine</center>\r\n</body>\r\n</html>\r\n`,
  }
}

function reset(response: ServerResponse, reply: Reply, afterBytes: number | undefined): void {
  const { socket } = response
  if (afterBytes === undefined) {
    socket?.resetAndDestroy()
    return
  }
  startBody(response, reply)
  response.write(Buffer.from(reply.body).subarray(0, afterBytes), () => socket?.resetAndDestroy())
}

function cut(
  response: ServerResponse,
  reply: Reply,
  fault: WireFault & { kind: 'cut-json' },
): void {
  const bytes = Buffer.from(reply.body)
  const kept = bytes.subarray(0, fault.at ?? bytes.length >> 1)
  if (fault.early) {
    const { socket } = response
    startBody(response, reply)
    response.write(kept, () => socket?.end())
    return
  }
  response.writeHead(reply.status, { ...reply.headers, 'content-length': kept.length }).end(kept)
}

function drip(response: ServerResponse, reply: Reply, fault: WireFault & { kind: 'drip' }): void {
  const bytes = Buffer.from(reply.body)
  const { bytes: portion = 1, everyMs = 200 } = fault
  startBody(response, reply)
  let sent = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + Math.max(1, portion)))
    sent += Math.max(1, portion)
    if (sent < bytes.length) return
    clearInterval(timer)
    response.end()
  }, everyMs)
  response.on('close', () => clearInterval(timer))
}

function startBody(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.flushHeaders()
}
