import { createParser } from 'eventsource-parser'
import { type LiveEvent, readLiveEvent } from './live-event.ts'

export type StreamSink = {
  onByte(): void
  /** How long the server wants us to wait before we come back. */
  onRetry(ms: number): void
  /** `id`: where the event stands in the log; `null`: it stands in none. */
  onEvent(event: LiveEvent, id: string | null): void
}

/** More than any event of ours: what is longer comes from something else. */
const mostBuffered = 4 * 1024 * 1024

/** Reads a reply to its end. Throws for a reply that is no stream of events, and for a broken one. */
export async function readStream(reply: Response, sink: StreamSink): Promise<void> {
  const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream')
  if (reply.status !== 200 || !isStream || !reply.body) {
    await reply.body?.cancel()
    throw new Error(`no stream of events: ${reply.status}`)
  }
  const parser = createParser({
    maxBufferSize: mostBuffered,
    onRetry: sink.onRetry,
    onEvent(message) {
      const event = readLiveEvent(message)
      if (event) sink.onEvent(event, message.id ?? null)
    },
  })
  const decoder = new TextDecoder()
  const reader = reply.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    sink.onByte()
    parser.feed(decoder.decode(value, { stream: true }))
  }
}
