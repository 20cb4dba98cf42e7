import { AppError } from '../errors.ts'
import type { OpenSession, Sessions } from './sessions.ts'
import type { Session } from './viewer.ts'

/** A browser that is signed in, as the list of them shows it. */
export type SessionEntry = {
  /** To end it by; no secret. */
  readonly id: string
  readonly viewer: { readonly id: string; readonly name: string }
  /** What the browser called itself. */
  readonly browser: string
  readonly startedAt: string
  readonly lastSeenAt: string
  /** At the latest; `null`: when somebody ends it. */
  readonly endsAt: string | null
  /** The one that asks. */
  readonly isThis: boolean
}

export type SessionList = {
  /** One's own, the newest first; of everybody for an admin. */
  list(asking: Session): readonly SessionEntry[]
  /** Throws `not-found` also for one that is somebody else's: nobody learns which there are. */
  end(asking: Session, id: string): void
}

export function listOf<T>(sessions: Sessions<T>): SessionList {
  const seenBy = ({ viewer }: Session) =>
    sessions
      .all()
      .filter(({ session }) => viewer.role === 'admin' || session.viewer.id === viewer.id)

  function toEntry({ id, browser, openedAt, seenAt, session }: OpenSession<T>, asking: Session) {
    const { limits } = sessions
    return {
      id,
      viewer: { id: session.viewer.id, name: session.viewer.name },
      browser,
      startedAt: toIso(openedAt.wallMs),
      lastSeenAt: toIso(seenAt.wallMs),
      endsAt: limits && toIso(openedAt.wallMs + limits.absoluteMs),
      isThis: session === asking,
    }
  }

  return {
    list: (asking) =>
      seenBy(asking)
        .map((entry) => toEntry(entry, asking))
        .reverse(),
    end(asking, id) {
      const found = seenBy(asking).find((entry) => entry.id === id)
      if (!found) throw new AppError('not-found', 'There is no such session, or it is not yours.')
      sessions.end(found, 'ended', asking.viewer)
    },
  }
}

function toIso(wallMs: number): string {
  return new Date(wallMs).toISOString()
}
