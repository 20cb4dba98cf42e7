import type { JobChange } from '../api/client.ts'
import type { LiveClock } from './clock.ts'
import type { StreamState } from './event-stream.ts'
import type { SyncBody } from './live-event.ts'
import type { FeedListener, LiveFeed } from './live-feed.ts'
import { type WakeSigns, watchForWake } from './wake-signs.ts'

export type LiveState = {
  readonly mode: StreamState
  /** When the reader paused the page; `null`: it goes on. */
  readonly pausedAtMs: number | null
}

/** Why to look again. */
export type News = {
  /** `null`: nobody knows what happened meanwhile. */
  readonly changes: readonly JobChange[] | null
  /** When to look: every page of the team hears the same at once, and each takes its own moment. */
  readonly delayMs: number
}

/** What the page follows by. A page that is paused or not looked at gets no news, and catches up. */
export type Live = {
  /** The same object until something in it changes. */
  state(): LiveState
  onState(listener: () => void): () => void
  onNews(listener: (news: News) => void): () => void
  onSync(listener: (body: SyncBody) => void): () => void
  setPaused(isPaused: boolean): void
  /** Our server did not answer a read: it may be that the stream is dead, too. */
  doubt(): void
  close(): void
}

export type LiveOptions = {
  readonly openFeed: (listener: FeedListener) => LiveFeed
  readonly clock: LiveClock
  readonly page: Pick<WakeSigns, 'window' | 'document'>
}

/** After a change the reader waits; after a start anew everything is read, by everybody. */
const spreadMs = { change: 250, start: 1500 }

export function createLive({ openFeed, clock, page }: LiveOptions): Live {
  const listeners = createListeners<void>()
  const news = createListeners<News>()
  const sync = createListeners<SyncBody>()
  const isFollowing = () => state.pausedAtMs === null && page.document.visibilityState === 'visible'
  function spread(changes: News['changes'], withinMs = 0) {
    if (isFollowing()) news.tell({ changes, delayMs: withinMs * clock.random() })
  }

  function set(part: Partial<LiveState>) {
    state = { ...state, ...part }
    listeners.tell()
  }

  const feed = openFeed({
    onState: (mode) => set({ mode }),
    onEvent(event) {
      if (event.type === 'sync') sync.tell(event.body)
      else if (event.type === 'jobs') spread(event.changes, spreadMs.change)
      else spread(null, spreadMs.start)
    },
  })
  let state: LiveState = { mode: feed.state(), pausedAtMs: null }
  const stopWatching = watchForWake({
    ...page,
    clock,
    onWake() {
      feed.poke()
      spread(null)
    },
  })
  return {
    state: () => state,
    onState: listeners.add,
    onNews: news.add,
    onSync: sync.add,
    setPaused(isPaused) {
      set({ pausedAtMs: isPaused ? clock.nowMs() : null })
      spread(null)
    },
    doubt: feed.doubt,
    close() {
      stopWatching()
      feed.close()
    },
  }
}

function createListeners<T>() {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener: (value: T) => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell(value: T) {
      for (const listener of listeners) listener(value)
    },
  }
}
