import type { StreamState } from './event-stream.ts'
import type { LiveEvent, SyncBody } from './live-event.ts'

/** What is known of the stream: whether it runs, up to where, and what it last said of the sync. */
export type StreamFacts = {
  readonly state: StreamState
  readonly lastId: string | null
  readonly sync: SyncBody | null
}

/**
 * What tabs say to each other. `ask`: who leads, and what is known? `lead`: I do from now on.
 * `tell`: the answer to an `ask`. `beat`: still here. `event`: the server said so. `doubt`: does it
 * still?
 */
export type TabMessage =
  | { readonly kind: 'ask' }
  | { readonly kind: 'doubt' }
  | { readonly kind: 'lead' | 'tell'; readonly facts: StreamFacts }
  | { readonly kind: 'beat'; readonly state: StreamState }
  | { readonly kind: 'event'; readonly event: LiveEvent; readonly lastId: string | null }

export type RawChannel = {
  onmessage: ((message: MessageEvent) => void) | null
  postMessage(message: unknown): void
  close(): void
}

export type TabChannel = {
  send(message: TabMessage): void
  close(): void
}

/** Tabs that were opened before an upgrade speak another version: they go unheard, and lead apart. */
export const tabVersion = 2

export function joinChannel(
  channel: RawChannel,
  tabId: string,
  onMessage: (message: TabMessage, from: string) => void,
): TabChannel {
  channel.onmessage = ({ data }) => {
    if (data?.version === tabVersion) onMessage(data.message, data.from)
  }
  return {
    send: (message) => channel.postMessage({ version: tabVersion, from: tabId, message }),
    close: () => channel.close(),
  }
}
