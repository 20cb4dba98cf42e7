import { basePath } from '../served-page.ts'
import { createAlarm, type LiveClock } from './clock.ts'
import type { LiveEvent } from './live-event.ts'
import { readStream } from './read-stream.ts'

/** `polling`: no stream comes through; it is still being tried for. */
export type StreamState = 'connecting' | 'stream' | 'polling'

export type EventStream = {
  /** After a sleep, say: if no byte comes within a few seconds, connects anew. */
  poke(): void
  /** Something else that the server should answer was not: see whether it still does. */
  doubt(): void
  close(): void
}

export type EventStreamOptions = {
  readonly fetch: typeof fetch
  readonly clock: LiveClock
  /** Goes on after this event; `null`: from now on. */
  readonly lastId: string | null
  /** `lastId`: up to where nothing is missing any more. */
  readonly onEvent: (event: LiveEvent, lastId: string | null) => void
  readonly onState: (state: StreamState) => void
}

/** The server sends at least a comment every 15 s. */
const silentMs = 40_000
const pokedMs = 3000
/** A proxy may accept the call and keep what comes of it. */
const readyMs = 5000
/** Doubts do not make it connect more often than this: those that come sooner wait for it. */
const trustedMs = 5000
const retry = { usualMs: 2000, leastMs: 250, mostMs: 10_000 }
const enoughFailures = 2

/** Follows the server, and comes back whatever happens, until it is closed. */
export function createEventStream(options: EventStreamOptions): EventStream {
  const { clock, onEvent } = options
  const waiting = createAlarm(clock)
  const watchdog = createAlarm(clock)
  const late = createAlarm(clock)
  const doubted = createAlarm(clock)
  const tell = tellChanges(options.onState)
  let attempt = new AbortController()
  let lastId = options.lastId
  let retryMs = retry.usualMs
  let failures = 0
  let connectedMs = 0

  function stop() {
    for (const alarm of [waiting, watchdog, late, doubted]) alarm.stop()
    attempt.abort()
  }

  function connect() {
    stop()
    const mine = new AbortController()
    attempt = mine
    connectedMs = clock.nowMs()
    const over = () => {
      if (!mine.signal.aborted) lose()
    }
    late.set(readyMs, () => tell('polling'))
    watchdog.set(silentMs, lose)
    open(options.fetch, lastId, mine.signal)
      .then((reply) =>
        readStream(reply, {
          onByte: () => mine.signal.aborted || watchdog.set(silentMs, lose),
          onRetry: (ms) => {
            retryMs = Math.min(Math.max(ms, retry.leastMs), retry.mostMs)
          },
          onEvent: (event, id) => mine.signal.aborted || take(event, id),
        }),
      )
      .then(over, over)
  }

  function take(event: LiveEvent, id: string | null) {
    lastId = id ?? lastId
    if (event.type === 'ready' || event.type === 'reset') {
      late.stop()
      failures = 0
      tell('stream')
    }
    onEvent(event, lastId)
  }

  function lose() {
    stop()
    const waitMs = Math.min(retryMs * 2 ** failures, retry.mostMs)
    failures += 1
    tell(failures >= enoughFailures ? 'polling' : 'connecting')
    waiting.set(waitMs * (0.5 + clock.random() / 2), connect)
  }

  connect()
  return {
    poke: () => (waiting.isSet() ? connect() : watchdog.set(pokedMs, connect)),
    doubt() {
      if (waiting.isSet()) return
      const ageMs = Math.abs(clock.nowMs() - connectedMs)
      doubted.set(Math.max(trustedMs - ageMs, 0), connect)
    },
    close: stop,
  }
}

function open(fetchFrom: typeof fetch, lastId: string | null, signal: AbortSignal) {
  const headers = { accept: 'text/event-stream', ...(lastId && { 'last-event-id': lastId }) }
  return fetchFrom(`${basePath()}/api/events`, { headers, signal, cache: 'no-store' })
}

/** Once without a stream it stays `polling` until there is one: trying again is nothing to tell. */
function tellChanges(onState: (state: StreamState) => void) {
  let state: StreamState = 'connecting'
  return (next: StreamState) => {
    if (next === state || (state === 'polling' && next === 'connecting')) return
    state = next
    onState(next)
  }
}
