import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browserClock, type LiveClock } from './clock.ts'
import { createLive, type News } from './live.ts'
import type { FeedListener } from './live-feed.ts'

const changes = [{ connection: 'fleet', jobId: 'a', kind: 'changed' }] as const

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

function start(chance: Pick<LiveClock, 'random'> = { random: () => 0 }) {
  const page = {
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), {
      visibilityState: 'visible' as DocumentVisibilityState,
    }),
  }
  const poke = vi.fn()
  let listener: FeedListener | null = null
  const live = createLive({
    clock: { ...browserClock, ...chance },
    page,
    openFeed(given) {
      listener = given
      return { state: () => 'connecting', poke, doubt() {}, close() {} }
    },
  })
  const heard: News['changes'][] = []
  live.onNews((news) => heard.push(news.changes))
  const feed = () => {
    if (!listener) throw new Error('no feed')
    return listener
  }
  const show = (state: DocumentVisibilityState) => {
    page.document.visibilityState = state
    page.document.dispatchEvent(new Event('visibilitychange'))
  }
  return { live, heard, feed, show, poke, page }
}

test('changes are news; a start anew means that anything may be', () => {
  const { heard, feed } = start()
  feed().onEvent({ type: 'jobs', changes })
  feed().onEvent({ type: 'ready' })
  feed().onEvent({ type: 'reset' })
  expect(heard).toEqual([changes, null, null])
})

test('the sync is told on as it is', () => {
  const { live, heard, feed } = start()
  const onSync = vi.fn()
  live.onSync(onSync)
  feed().onEvent({ type: 'sync', body: { connections: [] } })
  expect(onSync).toHaveBeenCalledWith({ connections: [] })
  expect(heard).toEqual([])
})

test('a page that nobody looks at gets no news, and looks at everything when it is shown', () => {
  const { heard, feed, show, poke } = start()
  show('hidden')
  feed().onEvent({ type: 'jobs', changes })
  feed().onEvent({ type: 'ready' })
  expect(heard).toEqual([])
  show('visible')
  expect(heard).toEqual([null])
  expect(poke).toHaveBeenCalledTimes(1)
})

test('paused, it stands still; resumed, it looks at everything', () => {
  vi.setSystemTime(5000)
  const { live, heard, feed, show } = start()
  const onState = vi.fn()
  live.onState(onState)
  live.setPaused(true)
  expect(live.state().pausedAtMs).toBe(5000)
  feed().onEvent({ type: 'jobs', changes })
  show('visible')
  expect(heard).toEqual([])
  live.setPaused(false)
  expect(heard).toEqual([null])
  expect(live.state().pausedAtMs).toBeNull()
  expect(onState).toHaveBeenCalledTimes(2)
})

test.each(['online', 'offline'])('%s is a reason to make sure and look', (type) => {
  const { heard, page, poke } = start()
  page.window.dispatchEvent(new Event(type))
  expect(poke).toHaveBeenCalledTimes(1)
  expect(heard).toEqual([null])
})

test('a page that comes back from the history has slept; one that was loaded has not', () => {
  const { heard, page, poke } = start()
  page.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
  expect(poke).not.toHaveBeenCalled()
  page.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(poke).toHaveBeenCalledTimes(1)
  expect(heard).toEqual([null])
})

test('what all pages hear at once each looks at in its own moment, its own waking at once', () => {
  const { live, feed, show } = start({ random: () => 0.5 })
  const delays: number[] = []
  live.onNews(({ delayMs }) => delays.push(delayMs))
  feed().onEvent({ type: 'jobs', changes })
  feed().onEvent({ type: 'ready' })
  feed().onEvent({ type: 'reset' })
  show('visible')
  live.setPaused(true)
  live.setPaused(false)
  expect(delays).toEqual([125, 750, 750, 0, 0])
})

test('a clock that leapt tells of a sleep; one that goes on does not', () => {
  const { heard, poke } = start()
  vi.advanceTimersByTime(60_000)
  expect(poke).not.toHaveBeenCalled()
  vi.setSystemTime(Date.now() + 600_000)
  vi.advanceTimersByTime(1000)
  expect(poke).toHaveBeenCalledTimes(1)
  expect(heard).toEqual([null])
})

test('closed, it does not watch any more', () => {
  const { live, page, poke } = start()
  live.close()
  page.window.dispatchEvent(new Event('online'))
  vi.setSystemTime(Date.now() + 600_000)
  vi.advanceTimersByTime(10_000)
  expect(poke).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
