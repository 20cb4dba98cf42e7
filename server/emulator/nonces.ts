/** Remembers nonces per access key for `keepMs`, at most `capacity` each: then the oldest go. */
export type Nonces = {
  /** False when this key has used the nonce already. */
  use(accessKeyId: string, nonce: string, now: number): boolean
}

export type NoncesOptions = { keepMs: number; capacity?: number }

export function createNonces({ keepMs, capacity = 200_000 }: NoncesOptions): Nonces {
  // A Map keeps the order of insertion, so its first entries are the oldest.
  const usedAt = new Map<string, Map<string, number>>()
  return {
    use(accessKeyId, nonce, now) {
      const mine = usedAt.get(accessKeyId) ?? new Map<string, number>()
      usedAt.set(accessKeyId, mine)
      for (const [old, at] of mine) {
        if (at > now - keepMs && mine.size < capacity) break
        mine.delete(old)
      }
      if (mine.has(nonce)) return false
      mine.set(nonce, now)
      return true
    },
  }
}
