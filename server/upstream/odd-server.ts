import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Received = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Handler = (response: ServerResponse, request: Received) => void

/** A server on loopback, for tests, whose n-th answer is the n-th of these; the last one stays. */
export async function startOddServer(...handlers: readonly Handler[]) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const call: Received = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://test'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    received.push(call)
    const handler = handlers[Math.min(received.length, handlers.length) - 1]
    handler?.(response, call)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: new URL(`http://127.0.0.1:${port}`),
    received,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers JSON as the gateway does. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return (response) => {
    const text = JSON.stringify(body)
    response.writeHead(status, {
      'content-type': 'application/json;charset=utf-8',
      'content-length': Buffer.byteLength(text),
      ...headers,
    })
    response.end(text)
  }
}
