import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFakeBrowser } from '../testing/fake-browser.ts'
import { createFakeEvents } from '../testing/fake-events.ts'
import { browserClock, type LiveClock } from './clock.ts'
import { createEventStream, type StreamState } from './event-stream.ts'
import { lockName } from './leadership.ts'
import type { LiveEvent } from './live-event.ts'
import { tabVersion } from './tab-channel.ts'
import { createTabFeed } from './tab-feed.ts'

const change = { connection: 'fleet', jobId: 'a', kind: 'changed' } as const
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

type Browser = ReturnType<typeof createFakeBrowser>
type Tab = ReturnType<typeof openTab>

/** Timers of a frozen tab run out when it thaws. */
function createFreezableClock() {
  let isFrozen = false
  let due: (() => void)[] = []
  const clock: LiveClock = {
    nowMs: browserClock.nowMs,
    random: () => 0,
    after: (ms, run) => browserClock.after(ms, () => (isFrozen ? due.push(run) : run())),
  }
  return {
    ...clock,
    freeze(frozen: boolean) {
      isFrozen = frozen
      if (frozen) return
      for (const run of due.splice(0)) run()
      due = []
    },
  }
}

function openTab(
  browser: Browser,
  server: ReturnType<typeof createFakeEvents>,
  tabId: string,
  isVisible = true,
) {
  const events: LiveEvent[] = []
  const states: StreamState[] = []
  const channel = browser.openChannel()
  const clock = createFreezableClock()
  const feed = createTabFeed({
    locks: browser.locks,
    channel,
    clock,
    tabId,
    isVisible: () => isVisible,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    openStream: (options) =>
      createEventStream({
        ...options,
        clock,
        fetch: (async (_: unknown, init: RequestInit) => server.reply(init)) as typeof fetch,
      }),
  })
  return {
    ...feed,
    events,
    states,
    jobIds: () =>
      events.flatMap((event) => (event.type === 'jobs' ? event.changes : [])).map((c) => c.jobId),
    freeze(isFrozen: boolean) {
      channel.freeze(isFrozen)
      clock.freeze(isFrozen)
    },
  }
}

async function openTabs(count: number, isVisible: (at: number) => boolean = () => true) {
  const browser = createFakeBrowser()
  const server = createFakeEvents()
  const tabs: Tab[] = []
  for (let at = 0; at < count; at++) {
    tabs.push(openTab(browser, server, `tab ${at}`, isVisible(at)))
    await pass(10)
  }
  const [leader, ...others] = tabs
  if (!leader) throw new Error('no tabs')
  return { browser, server, tabs, leader, others }
}

const sendJob = (server: ReturnType<typeof createFakeEvents>, jobId: string, id: string) =>
  server.send('jobs', { changes: [{ ...change, jobId }] }, id)

test('twelve tabs hold one stream, and each hears everything once', async () => {
  const { server, tabs } = await openTabs(12)
  sendJob(server, 'a', 'e.2')
  sendJob(server, 'b', 'e.3')
  await pass()
  expect(server.open).toBe(1)
  expect(server.lastIds).toHaveLength(1)
  for (const tab of tabs) {
    expect(tab.state()).toBe('stream')
    expect(tab.jobIds()).toEqual(['a', 'b'])
  }
  await pass(30_000)
  expect(server.lastIds).toHaveLength(1)
  for (const tab of tabs) tab.close()
  await pass()
  expect(server.open).toBe(0)
})

test('a tab that comes later is told at once what is known', async () => {
  const { browser, server } = await openTabs(1)
  server.send('sync', { connections: [] })
  await pass(1000)
  const late = openTab(browser, server, 'late')
  await pass()
  expect(late.state()).toBe('stream')
  expect(late.events).toEqual([{ type: 'ready' }, { type: 'sync', body: { connections: [] } }])
})

test('when the leader closes another goes on where it ended, and nothing is missed', async () => {
  const { server, leader, others } = await openTabs(3)
  sendJob(server, 'a', 'e.2')
  await pass()
  leader.close()
  await pass()
  expect(server.open).toBe(1)
  expect(server.lastIds).toEqual([null, 'e.2'])
  sendJob(server, 'b', 'e.3')
  await pass()
  for (const tab of others) {
    expect(tab.jobIds()).toEqual(['a', 'b'])
    expect(tab.state()).toBe('stream')
  }
})

test('a leader that is frozen loses the lead, and follows when it thaws', async () => {
  const { server, leader, others } = await openTabs(4)
  sendJob(server, 'a', 'e.2')
  await pass()
  leader.freeze(true)
  await pass(14_000)
  expect(server.lastIds).toHaveLength(1)
  await pass(6000)
  // One of them seized it, and goes on from what it heard last.
  expect(server.lastIds).toEqual([null, 'e.2'])
  leader.freeze(false)
  leader.poke()
  await pass(100)
  expect(server.open).toBe(1)
  sendJob(server, 'b', 'e.3')
  await pass()
  for (const tab of others) expect(tab.jobIds().filter((id) => id === 'b')).toEqual(['b'])
  expect(leader.jobIds()).toEqual(['a', 'b'])
  expect(leader.state()).toBe('stream')
  expect(server.lastIds).toEqual([null, 'e.2'])
  for (let seconds = 0; seconds < 120; seconds += 15) {
    await pass(15_000)
    server.send('sync', { connections: [] })
  }
  expect(server.lastIds).toHaveLength(2)
})

test('a tab that nobody looks at leaves a silent leader alone', async () => {
  const { server, leader } = await openTabs(3, (at) => at === 0)
  leader.freeze(true)
  await pass(60_000)
  expect(server.lastIds).toHaveLength(1)
})

test('poked, a follower asks a silent leader twice before it takes its place', async () => {
  const { server, leader, others } = await openTabs(2)
  others[0]?.poke()
  await pass(10_000)
  expect(server.lastIds).toHaveLength(1)
  leader.freeze(true)
  others[0]?.poke()
  await pass(3000)
  // It asks the server itself meanwhile.
  expect(others[0]?.state()).toBe('connecting')
  await pass(2999)
  expect(server.lastIds).toHaveLength(1)
  await pass(1)
  expect(server.lastIds).toHaveLength(2)
})

test('a leader that was busy for five seconds keeps the lead', async () => {
  const { server, leader, others } = await openTabs(2)
  leader.freeze(true)
  others[0]?.poke()
  await pass(5000)
  leader.freeze(false)
  await pass(30_000)
  expect(server.lastIds).toHaveLength(1)
  expect(others[0]?.state()).toBe('stream')
})

test('a tab that hears nothing of its leader for 7 s asks by itself until it does', async () => {
  const { leader, others } = await openTabs(2, (at) => at === 0)
  leader.freeze(true)
  await pass(7000)
  expect(others[0]?.state()).toBe('connecting')
  leader.freeze(false)
  await pass(5000)
  expect(others[0]?.state()).toBe('stream')
})

test('a follower that doubts has the leader connect anew', async () => {
  const { server, others } = await openTabs(2)
  await pass(10_000)
  others[0]?.doubt()
  await pass()
  expect(server.lastIds).toHaveLength(2)
  expect(server.open).toBe(1)
})

test('a tab of another version goes unheard', async () => {
  const { browser, others } = await openTabs(2)
  const newer = browser.openChannel()
  const message = { kind: 'event', event: { type: 'jobs', changes: [change] }, lastId: 'x' }
  newer.postMessage({ version: tabVersion + 1, from: 'newer', message })
  newer.postMessage('what?')
  newer.postMessage(null)
  await pass()
  expect(others[0]?.jobIds()).toEqual([])
  newer.postMessage({ version: tabVersion, from: 'tab 0', message })
  await pass()
  expect(others[0]?.jobIds()).toEqual(['a'])
})

test('a tab that waits behind a leader that never speaks asks by itself meanwhile', async () => {
  const browser = createFakeBrowser()
  const server = createFakeEvents()
  void browser.locks.request(lockName, {}, () => new Promise(() => {})).catch(() => {})
  const tab = openTab(browser, server, 'behind')
  await pass(5000)
  expect(tab.state()).toBe('polling')
  await pass(12_000)
  expect(tab.state()).toBe('stream')
})

test('a tab of another version, which it cannot hear, does not keep it waiting', async () => {
  const browser = createFakeBrowser()
  const server = createFakeEvents()
  const lockOfOther = lockName.replace(`${tabVersion}`, `${tabVersion - 1}`)
  expect(lockOfOther).not.toBe(lockName)
  void browser.locks.request(lockOfOther, {}, () => new Promise(() => {}))
  const tab = openTab(browser, server, 'newer')
  await pass()
  expect(tab.state()).toBe('stream')
})
