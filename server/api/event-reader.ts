import { type ClientRequest, get, type IncomingMessage } from 'node:http'

/** An event as it came; `null` where the stream named none. */
export type ReadEvent = {
  readonly id: string | null
  readonly name: string
  readonly data: unknown
}

type Frame = ReadEvent | { readonly retry: number } | { readonly comment: string }

export type ReaderOptions = {
  readonly lastEventId?: string | null
  /** The line is cut after so many bytes of the body, in the middle of a frame or not. */
  readonly cutAfter?: number
  readonly onEvent?: (event: ReadEvent) => void
  readonly headers?: Readonly<Record<string, string>>
}

export type EventReader = ReturnType<typeof readEvents>

/** A client of the event stream for tests, with a parser of its own. */
export function readEvents(url: string, options: ReaderOptions = {}) {
  const { lastEventId = null, cutAfter = Number.POSITIVE_INFINITY, onEvent } = options
  const frames: Frame[] = []
  const waits = new Set<() => void>()
  let text = ''
  let rest = ''
  let bytes = 0
  let reply: IncomingMessage | null = null
  let isOver = false
  let isCut = false

  const headers = { ...options.headers, ...(lastEventId && { 'last-event-id': lastEventId }) }
  const request: ClientRequest = get(url, { agent: false, headers }, (incoming) => {
    reply = incoming
    incoming.on('data', (chunk: Buffer) => {
      const taken = chunk.subarray(0, cutAfter - bytes)
      bytes += taken.length
      take(taken)
      if (bytes >= cutAfter) cut()
    })
    incoming.on('end', () => request.destroy())
    incoming.on('error', () => {})
    tell()
  })
  request.on('error', () => {})
  request.on('close', () => {
    isOver = true
    tell()
  })

  function cut() {
    isCut ||= !isOver
    request.destroy()
  }

  function take(chunk: Buffer) {
    // Letters of several bytes may be cut in two: whole frames only are read as UTF-8.
    const blocks = (rest + chunk.toString('latin1')).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const whole = Buffer.from(block, 'latin1').toString()
      text += `${whole}\n\n`
      const frame = readFrame(whole)
      frames.push(frame)
      if ('name' in frame) onEvent?.(frame)
    }
    tell()
  }

  function tell() {
    for (const wait of [...waits]) wait()
  }

  const reader = {
    frames,
    events: () => frames.filter((frame) => 'name' in frame),
    named: (name: string) => reader.events().filter((event) => event.name === name),
    /** The whole frames. */
    text: () => text,
    /** Of the reply; `null` before it came. */
    status: () => reply?.statusCode ?? null,
    headers: () => reply?.headers ?? {},
    isOver: () => isOver,
    /** Whether this side ended it, before it was over. */
    isCut: () => isCut,
    cut,
    /** Reads no more: what comes stays with the system, and then with the server. */
    stall: () => void reply?.pause(),
    /** Resolves once it holds, at the latest at the end: rejects if it does not hold then. */
    until(holds: () => boolean): Promise<void> {
      return new Promise((resolve, reject) => {
        const wait = () => {
          if (!holds() && !isOver) return
          waits.delete(wait)
          if (holds()) resolve()
          else reject(new Error(`the stream ended before:\n${text}`))
        }
        waits.add(wait)
        wait()
      })
    },
  }
  return reader
}

function readFrame(block: string): Frame {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? []
    fields.set(name, value)
  }
  const retry = fields.get('retry')
  if (retry !== undefined) return { retry: Number(retry) }
  const name = fields.get('event')
  if (name === undefined) return { comment: fields.get('') ?? '' }
  return { id: fields.get('id') ?? null, name, data: JSON.parse(fields.get('data') ?? '') }
}
