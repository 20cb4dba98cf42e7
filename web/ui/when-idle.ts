/** Runs it once the browser has nothing better to do. Gives what calls it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has no such moment to offer.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, 1000)
    return () => clearTimeout(timer)
  }
  const id = requestIdleCallback(work, { timeout: 5000 })
  return () => cancelIdleCallback(id)
}
