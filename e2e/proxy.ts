import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export type RunningProxy = {
  readonly url: string
  /** Event streams that are open through it now. */
  readonly openStreams: () => number
  /** The most that ever were open at once. */
  readonly mostStreams: () => number
  /** As where a cable is pulled: what is open stays open, and nothing comes of it until it is back. */
  readonly stall: (isStalled: boolean) => void
  readonly stop: () => Promise<void>
}

/** How far an event stream gets: through, its head alone, or nothing of it. */
export type StreamPassage = 'through' | 'head-only' | 'nothing'

/** A proxy before a server. One that buffers keeps an event stream's reply back for ever. */
export async function startProxy(
  target: string,
  streams: StreamPassage = 'through',
): Promise<RunningProxy> {
  let open = 0
  let most = 0
  const flowing = new Map<IncomingMessage, ServerResponse>()
  const server = createServer((asked, answer) => {
    const isStream = asked.url?.startsWith('/api/events') ?? false
    if (isStream) {
      open += 1
      most = Math.max(most, open)
    }
    const passed = request(
      target + asked.url,
      { method: asked.method, headers: asked.headers },
      (reply) => {
        const passage = isStream && reply.statusCode === 200 ? streams : 'through'
        if (passage !== 'nothing') {
          answer.writeHead(reply.statusCode ?? 502, reply.headers)
          answer.flushHeaders()
        }
        if (passage === 'through') reply.pipe(answer)
        else reply.resume()
        if (isStream && passage === 'through') flowing.set(reply, answer)
        reply.on('error', () => answer.destroy())
        reply.on('close', () => {
          flowing.delete(reply)
          if (!reply.complete) answer.destroy()
        })
      },
    )
    passed.on('error', () => answer.destroy())
    answer.on('close', () => {
      if (isStream) open -= 1
      passed.destroy()
    })
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    openStreams: () => open,
    mostStreams: () => most,
    stall(isStalled) {
      for (const [reply, answer] of flowing) {
        if (isStalled) reply.unpipe(answer).pause()
        else reply.pipe(answer)
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
