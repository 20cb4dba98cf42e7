import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** A request that came through: its path with the query, and when, in epoch milliseconds. */
export type PassedRequest = { readonly path: string; readonly atMs: number }

export type RunningProxy = {
  readonly url: string
  /** Event streams that are open through it now. */
  readonly openStreams: () => number
  /** How often several were open side by side for longer than a change of streams takes. */
  readonly crowdings: () => number
  /** Every request so far, the oldest first. */
  readonly requests: () => readonly PassedRequest[]
  /** As where a cable is pulled: what is asked or open stays so, and nothing comes of it until it is back. */
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
  const passed: PassedRequest[] = []
  const open = countStreams()
  const cable = createCable()
  const server = createServer((asked, answer) => {
    const path = asked.url ?? ''
    const isStream = path.startsWith('/api/events')
    passed.push({ path, atMs: Date.now() })
    if (isStream) open.add()
    const forwarded = request(
      target + path,
      // By the name that the server has; what it is called here is nobody's it knows.
      { method: asked.method, headers: { ...asked.headers, host: new URL(target).host } },
      (reply) => {
        const passage = isStream && reply.statusCode === 200 ? streams : 'through'
        cable.connect(reply, answer, passage)
        reply.on('error', () => answer.destroy())
        reply.on('close', () => {
          if (!reply.complete) answer.destroy()
        })
      },
    )
    forwarded.on('error', () => answer.destroy())
    answer.on('close', () => {
      if (isStream) open.drop()
      forwarded.destroy()
    })
    asked.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    openStreams: open.count,
    crowdings: open.crowdings,
    requests: () => passed,
    stall: cable.stall,
    stop: () =>
      new Promise((resolve) => {
        open.stop()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Who connects anew opens a stream before the end of the one before is known here. */
const changeMs = 1000

function countStreams() {
  let open = 0
  let crowdings = 0
  let timer: NodeJS.Timeout | null = null
  function look() {
    if (open >= 2) {
      timer ??= setTimeout(() => {
        crowdings += 1
      }, changeMs)
    } else if (timer) {
      clearTimeout(timer)
      timer = null
    }
  }
  return {
    count: () => open,
    crowdings: () => crowdings,
    stop: () => timer && clearTimeout(timer),
    add() {
      open += 1
      look()
    },
    drop() {
      open -= 1
      look()
    },
  }
}

/** Carries replies, while it is not pulled. */
function createCable() {
  const replies = new Map<IncomingMessage, () => void>()
  let isStalled = false

  function flow(reply: IncomingMessage, answer: ServerResponse, passage: StreamPassage) {
    if (passage !== 'nothing' && !answer.headersSent) {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      answer.flushHeaders()
    }
    if (passage === 'through') reply.pipe(answer)
    else reply.resume()
  }

  return {
    connect(reply: IncomingMessage, answer: ServerResponse, passage: StreamPassage) {
      const carry = () => {
        if (isStalled) reply.unpipe(answer).pause()
        else flow(reply, answer, passage)
      }
      replies.set(reply, carry)
      reply.on('close', () => replies.delete(reply))
      carry()
    },
    stall(stalled: boolean) {
      isStalled = stalled
      for (const carry of replies.values()) carry()
    },
  }
}
