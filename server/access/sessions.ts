import { createHash } from 'node:crypto'
import { type Clock, type Moment, momentOf, spanSince } from '../clock.ts'
import type { OnSignIn, WhyEnded } from './sign-in-event.ts'
import type { Session, Viewer } from './viewer.ts'

/** After so long without anybody there, and after so long in any case. */
export type SessionLimits = { readonly idleMs: number; readonly absoluteMs: number }

export type SessionsParts = {
  readonly randomBytes: (size: number) => Buffer
  readonly clock: Clock
  /** `null`: they end when somebody ends them. */
  readonly limits: SessionLimits | null
  /** With one more of whomever, the one ends that was longest without anybody there. */
  readonly most: number
  /** With one more of the same viewer, their oldest ends. */
  readonly mostOfOne: number
  readonly onSignIn: OnSignIn
}

/** One that is open. `T`: what its sign-in keeps with it. */
export type OpenSession<T> = {
  /** Names it, and is no secret. */
  readonly id: string
  /** What the browser called itself. */
  readonly browser: string
  readonly openedAt: Moment
  readonly seenAt: Moment
  readonly session: Session
  readonly kept: T
  /** Something of it is open, such as an event stream. */
  isWatched(): boolean
}

type Named = { readonly id: string }
type Entry<T> = OpenSession<T> & { key: string; seenAt: Moment; live: LiveSession }

export type Sessions<T> = ReturnType<typeof createSessions<T>>

/** Who is signed in, in memory: known by the hash of a secret that only their browser has. */
export function createSessions<T>(parts: SessionsParts) {
  const { randomBytes, clock, limits, onSignIn } = parts
  const open = new Map<string, Entry<T>>()

  function end(entry: Named | undefined, why: WhyEnded, endedBy: Viewer | null = null) {
    const found = entry && [...open.values()].find(({ id }) => id === entry.id)
    if (!found) return
    open.delete(found.key)
    found.live.end()
    onSignIn({ kind: 'out', viewer: found.session.viewer, why, endedBy })
  }

  function isOver({ openedAt, seenAt }: OpenSession<T>, now: Moment): boolean {
    if (limits === null) return false
    return spanSince(openedAt, now) >= limits.absoluteMs || spanSince(seenAt, now) >= limits.idleMs
  }

  function makeRoom({ id }: Viewer) {
    if (open.size > parts.most) end(longestAway([...open.values()]), 'replaced')
    const ofThis = [...open.values()].filter(({ session }) => session.viewer.id === id)
    if (ofThis.length > parts.mostOfOne) end(ofThis[0], 'replaced')
  }

  return {
    /** Gives the secret: 256 bits, new with each. */
    open(viewer: Viewer, browser: string, kept: T): string {
      const secret = randomBytes(32).toString('base64url')
      const key = hashOf(secret)
      const now = momentOf(clock)
      const entry = {
        key,
        id: randomBytes(16).toString('base64url'),
        browser,
        openedAt: now,
        seenAt: now,
        kept,
        live: createSession(viewer, key),
        get session() {
          return this.live.session
        },
        isWatched() {
          return this.live.isWatched()
        },
      }
      open.set(key, entry)
      onSignIn({ kind: 'in', viewer })
      makeRoom(viewer)
      return secret
    },
    /** Whoever asks is there. */
    find(secret: string): OpenSession<T> | null {
      const found = open.get(hashOf(secret))
      if (!found) return null
      const now = momentOf(clock)
      if (isOver(found, now)) return end(found, 'over') ?? null
      found.seenAt = now
      return found
    },
    /** The same one of somebody who may do something else now: what was open of it ends. */
    change({ id }: OpenSession<T>, viewer: Viewer) {
      const found = [...open.values()].find((entry) => entry.id === id)
      if (!found) return
      const before = found.live
      found.live = createSession(viewer, found.key)
      before.end()
    },
    end,
    /** Ends those that are over. Whoever has something open is there. */
    endOverdue() {
      const now = momentOf(clock)
      for (const entry of open.values()) {
        if (entry.isWatched() && !isOver(entry, now)) entry.seenAt = now
        if (isOver(entry, now)) end(entry, 'over')
      }
    },
    /** The oldest first. */
    all: (): readonly OpenSession<T>[] => [...open.values()],
    limits,
  }
}

function longestAway<T>(entries: readonly Entry<T>[]): Entry<T> | undefined {
  const away = entries.filter((entry) => !entry.isWatched())
  const seenFirst = (a: Entry<T>, b: Entry<T>) => a.seenAt.monotonicMs - b.seenAt.monotonicMs
  return (away.length > 0 ? away : entries).toSorted(seenFirst)[0]
}

type LiveSession = ReturnType<typeof createSession>

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
    isWatched: () => listeners.size > 0,
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
