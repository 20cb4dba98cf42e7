import { networkOf } from './address.ts'

const windowMs = 60_000
const mostFailures = 10
/** Addresses that are remembered. */
const mostAddresses = 10_000

type Failures = { count: number; readonly sinceMs: number }

export type Attempts = ReturnType<typeof createAttempts>

/**
 * Ten failures of an address within a minute lock it out for one. Whoever is locked out is never
 * forgotten before that is over: while as many are as can be remembered, nobody may try.
 */
export function createAttempts(monotonicMs: () => number) {
  const failing = createFailing()
  /** Until when, the earliest first. */
  const locked = new Map<string, number>()

  function release(nowMs: number) {
    for (const [network, untilMs] of locked) {
      if (untilMs > nowMs) return
      locked.delete(network)
    }
  }

  return {
    mayTry(address: string): boolean {
      const nowMs = monotonicMs()
      const untilMs = locked.get(networkOf(address)) ?? 0
      if (untilMs > nowMs) return false
      if (locked.size >= mostAddresses) release(nowMs)
      return locked.size < mostAddresses
    },

    fail(address: string) {
      const nowMs = monotonicMs()
      const network = networkOf(address)
      const known = failing.find(network)
      const isOver = !known || nowMs - known.sinceMs >= windowMs
      const failures = isOver ? { count: 1, sinceMs: nowMs } : known
      if (!isOver) failures.count += 1
      if (failures.count < mostFailures) return failing.keep(network, failures)
      // To the end: what stands before it is over earlier.
      locked.delete(network)
      locked.set(network, nowMs + windowMs)
      failing.keep(network, { count: 0, sinceMs: nowMs })
    },

    size: () => locked.size + failing.size(),
  }
}

/** The addresses of late, in two halves: where one is full, the older is forgotten as a whole. */
function createFailing() {
  let young = new Map<string, Failures>()
  let old = new Map<string, Failures>()
  return {
    find: (network: string) => young.get(network) ?? old.get(network),
    keep(network: string, failures: Failures) {
      young.set(network, failures)
      if (young.size < mostAddresses / 2) return
      old = young
      young = new Map()
    },
    size: () => young.size + old.size,
  }
}
