import type { Locks } from '../live/leadership.ts'
import type { RawChannel } from '../live/tab-channel.ts'

type FakeChannel = RawChannel & {
  take(data: unknown): void
  /** A frozen tab hears what was said once it thaws. */
  freeze(isFrozen: boolean): void
}

/** What the tabs of one browser share: locks and a channel. */
export function createFakeBrowser() {
  const channels = new Set<FakeChannel>()
  return {
    locks: createFakeLocks(),
    openChannel() {
      const waiting: unknown[] = []
      let isFrozen = false
      const deliver = (data: unknown) =>
        queueMicrotask(() => channel.onmessage?.(new MessageEvent('message', { data })))
      const channel: FakeChannel = {
        onmessage: null,
        take: (data) => (isFrozen ? void waiting.push(data) : deliver(data)),
        freeze(frozen) {
          isFrozen = frozen
          if (!frozen) waiting.splice(0).forEach(deliver)
        },
        postMessage(message) {
          const others = [...channels].filter((other) => other !== channel)
          for (const other of others) other.take(structuredClone(message))
        },
        close: () => void channels.delete(channel),
      }
      channels.add(channel)
      return channel
    },
  }
}

type Bid = { begin: () => void; end: (reason: unknown) => void }

/** A queue for each name. */
function createFakeLocks(): Locks {
  const locks = new Map<string, Locks>()
  return {
    request(name, options, hold) {
      const lock = locks.get(name) ?? createFakeLock()
      locks.set(name, lock)
      return lock.request(name, options, hold)
    },
  }
}

/** One lock: a queue, and a way to the head of it. */
function createFakeLock(): Locks {
  let holder: Bid | null = null
  let queue: Bid[] = []
  function next() {
    holder = queue.shift() ?? null
    holder?.begin()
  }
  return {
    request: (_name, { steal = false, signal }, hold) =>
      new Promise((resolve, reject) => {
        const bid: Bid = {
          begin: () =>
            queueMicrotask(() =>
              hold().then(() => {
                resolve(undefined)
                if (holder === bid) next()
              }, reject),
            ),
          end: reject,
        }
        signal?.addEventListener('abort', () => {
          if (!queue.includes(bid)) return
          queue = queue.filter((other) => other !== bid)
          reject(signal.reason)
        })
        if (steal) {
          holder?.end(new DOMException('stolen', 'AbortError'))
          queue.unshift(bid)
          next()
          return
        }
        queue.push(bid)
        if (holder === null) next()
      }),
  }
}
