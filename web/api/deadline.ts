/** What the mirror answers is answered at once: later than this, the connection is dead. */
const mirrorMs = 10_000
/** What our server has to ask the upstream about takes as long as that takes. */
const upstreamMs = 60_000

/** A connection may die without a word: a call on it, body and all, fails as timed out. */
export function withDeadline(fetchFrom: typeof fetch): typeof fetch {
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    const deadline = AbortSignal.timeout(isOfMirror(url) ? mirrorMs : upstreamMs)
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline
    return fetchFrom(input, { ...init, signal })
  }
}

/** One job alone may be unknown to the mirror: the upstream is asked. */
function isOfMirror(url: string): boolean {
  return /\/api\/(jobs|facets|sync)(\?|$)/.test(url)
}
