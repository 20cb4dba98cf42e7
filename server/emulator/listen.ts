import { createServer, type RequestListener } from 'node:http'

export type Listening = {
  /** `http://host:port`, without a slash at the end. */
  url: string
  port: number
  /** Stops at once: open connections, hanging ones too, are cut. */
  close(): Promise<void>
}

/** Port 0 takes any free port. Rejects when the address cannot be had. */
export async function listen(
  handler: RequestListener,
  port: number,
  host: string,
): Promise<Listening> {
  // Kept alive for longer than any client keeps an idle connection, so that none is cut in its hand.
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    // A client that goes away while it is being answered is its own affair.
    response.on('error', () => response.destroy())
    handler(request, response)
  })
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const actualPort = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    port: actualPort,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
