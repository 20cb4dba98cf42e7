/** The streams of events of a fake server, as many as are open. */
export type FakeEvents = {
  readonly open: number
  /** `Last-Event-ID` of each stream that was ever opened; `null`: it had none. */
  readonly lastIds: readonly (string | null)[]
  reply(init: RequestInit): Response
  /** To every open stream. */
  send(event: string, data: object, id?: string): void
  /** Ends every open stream. */
  cut(): void
}

const encoder = new TextEncoder()

export function createFakeEvents(): FakeEvents {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const lastIds: (string | null)[] = []
  let seq = 1
  return {
    get open() {
      return streams.size
    },
    lastIds,
    reply({ headers, signal }) {
      const lastId = new Headers(headers).get('last-event-id')
      lastIds.push(lastId)
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          streams.add(controller)
          signal?.addEventListener('abort', () => {
            if (streams.delete(controller)) controller.error(signal.reason)
          })
          controller.enqueue(
            encoder.encode(
              `retry: 2000\n\nid: ${lastId ?? `e.${seq}`}\nevent: ready\ndata: {}\n\n`,
            ),
          )
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
    },
    send(event, data, id = event === 'sync' ? '' : `e.${++seq}`) {
      const frame = `${id && `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
      for (const stream of streams) stream.enqueue(encoder.encode(frame))
    },
    cut() {
      for (const stream of streams) stream.close()
      streams.clear()
    },
  }
}
