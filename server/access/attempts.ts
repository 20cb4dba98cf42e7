const windowMs = 60_000
const mostFailures = 10
/** Addresses that are remembered. */
const mostAddresses = 10_000

type Failures = { count: number; readonly sinceMs: number; lockedUntilMs: number }

export type Attempts = ReturnType<typeof createAttempts>

/**
 * Ten failures of an address within a minute lock it out for one. Whoever is locked out is never
 * forgotten before that is over: while all that can be remembered are, nobody new may try.
 */
export function createAttempts(monotonicMs: () => number) {
  const known = new Map<string, Failures>()

  function forgetOne(nowMs: number) {
    for (const [address, { lockedUntilMs }] of known) {
      if (lockedUntilMs > nowMs) continue
      known.delete(address)
      return
    }
  }

  return {
    mayTry(address: string): boolean {
      const nowMs = monotonicMs()
      const failures = known.get(toNetwork(address))
      if (failures) return failures.lockedUntilMs <= nowMs
      if (known.size >= mostAddresses) forgetOne(nowMs)
      return known.size < mostAddresses
    },

    fail(address: string) {
      const nowMs = monotonicMs()
      const network = toNetwork(address)
      const failures = known.get(network)
      if (!failures || nowMs - failures.sinceMs >= windowMs) {
        known.delete(network)
        known.set(network, { count: 1, sinceMs: nowMs, lockedUntilMs: 0 })
        return
      }
      failures.count += 1
      if (failures.count >= mostFailures) failures.lockedUntilMs = nowMs + windowMs
    },

    size: () => known.size,
  }
}

/** Of IPv6, one customer has at least a /64. */
function toNetwork(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const first = head.split(':').filter((part) => part !== '')
  const last = tail.split(':').filter((part) => part !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}
