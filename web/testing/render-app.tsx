import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { onTestFinished, vi } from 'vitest'
import { ApiProvider } from '../api/api-context.tsx'
import { createClient } from '../api/client.ts'
import { createQueries } from '../api/query-client.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { browserClock } from '../live/clock.ts'
import { createEventStream } from '../live/event-stream.ts'
import { createLive } from '../live/live.ts'
import { LiveProvider } from '../live/live-context.tsx'
import { createMuteFeed, type FeedListener } from '../live/live-feed.ts'
import { createTabFeed } from '../live/tab-feed.ts'
import { createAppRouter } from '../router.tsx'
import { createFakeBrowser } from './fake-browser.ts'

/** The whole page on a history of its own, over the given server; `streams`: told of news by it. */
export function renderApp(path: string, server: typeof fetch, { streams = false } = {}) {
  // No layout here: without a height the virtual list would draw nothing.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1440)
  const history = createMemoryHistory({ initialEntries: [path] })
  const router = createAppRouter(history)
  const live = createTestLive(streams ? server : null)
  const queries = createQueries(live.doubt)
  render(
    <LanguageProvider zone="Asia/Shanghai">
      <ApiProvider api={createClient(server)}>
        <QueryClientProvider client={queries}>
          <LiveProvider live={live}>
            <RouterProvider router={router} />
          </LiveProvider>
        </QueryClientProvider>
      </ApiProvider>
    </LanguageProvider>,
  )
  const url = () => decodeURIComponent(history.location.href)
  return { url, history, queries }
}

/** Follows by the given server's events as the only tab of a browser; `null`: by asking alone. */
export function createTestLive(server: typeof fetch | null) {
  const live = createLive({
    // Nobody else looks at the same moment.
    clock: { ...browserClock, random: () => 0 },
    page: { window, document },
    openFeed: (listener) => (server ? onlyTab(listener, server) : createMuteFeed()),
  })
  onTestFinished(live.close)
  return live
}

function onlyTab(listener: FeedListener, server: typeof fetch) {
  const { locks, openChannel } = createFakeBrowser()
  return createTabFeed({
    ...listener,
    locks,
    channel: openChannel(),
    clock: browserClock,
    tabId: 'only',
    isVisible: () => true,
    openStream: (options) => createEventStream({ ...options, fetch: server, clock: browserClock }),
  })
}
