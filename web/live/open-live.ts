import { basePath } from '../served-page.ts'
import { browserClock } from './clock.ts'
import { createEventStream } from './event-stream.ts'
import { createLive, type Live } from './live.ts'
import { createMuteFeed } from './live-feed.ts'
import { createTabFeed } from './tab-feed.ts'

/** Another Waybill below the same origin is another's: its tabs are none of ours. */
const ours = (name: string) => name + basePath()

/** Follows our server from this tab of this browser, and shares what it hears with the others. */
export function openLive(fetchFrom: typeof fetch): Live {
  const { locks } = navigator as { locks?: LockManager }
  return createLive({
    clock: browserClock,
    page: { window, document },
    openFeed(listener) {
      // Locks need HTTPS or localhost; without them every tab would hold a stream of its own.
      if (!locks || !('BroadcastChannel' in window)) return createMuteFeed()
      return createTabFeed({
        ...listener,
        locks: {
          request: (name, options, hold) => locks.request(ours(name), options, hold),
        },
        channel: new BroadcastChannel(ours('waybill-events')),
        clock: browserClock,
        tabId: crypto.randomUUID(),
        isVisible: () => document.visibilityState === 'visible',
        openStream: (options) =>
          createEventStream({ ...options, fetch: fetchFrom, clock: browserClock }),
      })
    },
  })
}
