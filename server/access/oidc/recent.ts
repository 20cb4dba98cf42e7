/** What was set of late, no longer ago than `longestMs`; with more than `most`, the oldest goes. */
export function createRecent<T>(parts: {
  readonly monotonicMs: () => number
  readonly longestMs: number
  readonly most: number
}) {
  const { monotonicMs, longestMs, most } = parts
  /** The oldest first. */
  const entries = new Map<string, { readonly value: T; readonly atMs: number }>()
  const isOver = (atMs: number) => monotonicMs() - atMs > longestMs

  return {
    set(key: string, value: T) {
      entries.delete(key)
      entries.set(key, { value, atMs: monotonicMs() })
      for (const [oldest, { atMs }] of entries) {
        if (entries.size <= most && !isOver(atMs)) return
        entries.delete(oldest)
      }
    },
    /** `null`: none, or not any more. */
    get(key: string): T | null {
      const found = entries.get(key)
      return found && !isOver(found.atMs) ? found.value : null
    },
    size: () => entries.size,
  }
}
