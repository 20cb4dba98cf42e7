import { type IncomingMessage, request } from 'node:http'

export type StreamFrame = {
  readonly id: string | null
  readonly event: string
  readonly data: string
}

export type EventStream = {
  /** Everything that came, in order. */
  readonly frames: readonly StreamFrame[]
  /** The newest id that came, as a browser would send it back; `null`: none yet. */
  lastId(): string | null
  /** The first frame that fits, also one that has come already. */
  first(fits: (frame: StreamFrame) => boolean, timeoutMs: number): Promise<StreamFrame>
  close(): void
}

type EventStreamOptions = {
  lastEventId?: string | null
  onFrame?: (frame: StreamFrame) => void
}

/** Opens `/api/events` of a server, and reads on until it is closed or cut. */
export async function openEvents(
  url: string,
  { lastEventId = null, onFrame }: EventStreamOptions = {},
): Promise<EventStream> {
  const headers: Record<string, string> =
    lastEventId === null ? {} : { 'last-event-id': lastEventId }
  const { reply, close } = await openReply(`${url}/api/events`, headers)
  if (reply.statusCode !== 200) {
    close()
    throw new Error(`/api/events answers ${reply.statusCode}`)
  }
  const frames: StreamFrame[] = []
  const waiting = new Set<() => void>()
  let text = ''
  let lastId: string | null = null
  reply.setEncoding('utf8').on('data', (chunk: string) => {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() ?? ''
    for (const frame of blocks.flatMap(readFrame)) {
      frames.push(frame)
      lastId = frame.id ?? lastId
      onFrame?.(frame)
    }
    for (const wake of waiting) wake()
  })
  return {
    frames,
    lastId: () => lastId,
    first: (fits, timeoutMs) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const frame = frames.find(fits)
          if (!frame) return
          waiting.delete(look)
          clearTimeout(timer)
          resolve(frame)
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no such event in ${timeoutMs} ms; came: ${JSON.stringify(frames)}`))
        }, timeoutMs)
        waiting.add(look)
        look()
      }),
    close,
  }
}

/** Opens so many streams that read and throw away; gives what closes them all. */
export async function openCrowd(url: string, count: number): Promise<() => void> {
  const replies = await Promise.all(
    Array.from({ length: count }, () => openReply(`${url}/api/events`, {})),
  )
  for (const { reply } of replies) reply.resume()
  const refused = replies.filter(({ reply }) => reply.statusCode !== 200)
  const close = () => {
    for (const reply of replies) reply.close()
  }
  if (refused.length === 0) return close
  close()
  throw new Error(`${refused.length} of ${count} streams were refused`)
}

function openReply(url: string, headers: Record<string, string>) {
  return new Promise<{ reply: IncomingMessage; close: () => void }>((resolve, reject) => {
    const asked = request(url, {
      agent: false,
      headers: { accept: 'text/event-stream', ...headers },
    })
    asked.on('error', reject)
    asked.on('response', (reply) => {
      // A server that is killed cuts us off: that is no failure of ours.
      reply.on('error', () => reply.destroy())
      resolve({ reply, close: () => asked.destroy() })
    })
    asked.end()
  })
}

/** Nothing for a comment or a bare `retry:`. */
function readFrame(block: string): StreamFrame[] {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) fields.set(name, value)
  }
  const event = fields.get('event')
  if (event === undefined) return []
  return [{ id: fields.get('id') ?? null, event, data: fields.get('data') ?? '' }]
}
