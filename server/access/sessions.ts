import { createHash } from 'node:crypto'
import type { Session, Viewer } from './viewer.ts'

/** More than anybody opens; with one more, the oldest ends. */
const mostSessions = 1000

/** Who is signed in, in memory: known by the hash of a secret that only their browser has. */
export function createSessions(randomBytes: (size: number) => Buffer) {
  const open = new Map<string, { readonly session: Session; end(): void }>()

  function end(key: string) {
    const found = open.get(key)
    open.delete(key)
    found?.end()
  }

  return {
    /** Gives the secret: 256 bits. */
    open(viewer: Viewer): string {
      const secret = randomBytes(32).toString('base64url')
      const key = hashOf(secret)
      open.set(key, createSession(viewer, key))
      const [oldest] = open.keys()
      if (open.size > mostSessions && oldest !== undefined) end(oldest)
      return secret
    },
    find: (secret: string): Session | null => open.get(hashOf(secret))?.session ?? null,
    end: (secret: string) => end(hashOf(secret)),
  }
}

function createSession(viewer: Viewer, key: string) {
  const listeners = new Set<() => void>()
  let isOver = false
  const session: Session = {
    viewer,
    streamsOf: key,
    onEnd(listener) {
      if (isOver) listener()
      else listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return {
    session,
    end() {
      isOver = true
      for (const listener of listeners) listener()
      listeners.clear()
    },
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
