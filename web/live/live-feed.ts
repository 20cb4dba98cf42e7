import type { StreamState } from './event-stream.ts'
import type { LiveEvent } from './live-event.ts'

export type FeedListener = {
  readonly onEvent: (event: LiveEvent) => void
  readonly onState: (state: StreamState) => void
}

/** Where a tab hears from the server, whichever tab of the browser holds the stream. */
export type LiveFeed = {
  state(): StreamState
  /** Something may have been slept through: make sure that somebody still listens. */
  poke(): void
  /** A read failed though the stream is said to run. */
  doubt(): void
  close(): void
}

/** For browsers that cannot share a stream: six tabs with one each would use up the connections. */
export function createMuteFeed(): LiveFeed {
  return { state: () => 'polling', poke() {}, doubt() {}, close() {} }
}
