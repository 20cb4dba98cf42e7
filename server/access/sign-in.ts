import type { Context } from 'hono'
import type { RequestFacts, SocketBindings } from './request-facts.ts'
import type { SessionList } from './session-list.ts'
import { lastingSession, localAdmin, type Session } from './viewer.ts'

export type SignInKind = 'none' | 'link' | 'proxy' | 'oidc'

/** One way of telling who looks. */
export type SignIn = {
  readonly kind: SignInKind
  /** Who sent this; `null`: nobody that may look. */
  find(facts: RequestFacts): Session | null | Promise<Session | null>
  /** Paths that must work before that, by which method, each exact. */
  readonly openPaths: Readonly<Record<string, 'GET' | 'POST'>>
  /** Answers somebody unknown who opens one of our pages; `null`: the page tells them. */
  readonly visit: ((c: AccessContext, facts: RequestFacts) => Promise<Response>) | null
  /** Who else is signed in; `null`: that is known elsewhere. */
  readonly sessions: SessionList | null
  /**
   * Ends the session of this request; gives the path on which signing out goes on, `null`: it is
   * done. `null` itself: it ends elsewhere.
   */
  readonly end: ((c: AccessContext) => string | null) | null
  /** Takes the token of a launch link; `null`: there are none. */
  readonly launch: ((c: AccessContext, token: string) => void) | null
}

export type AccessEnv = {
  Bindings: SocketBindings
  Variables: {
    /** Who asks. Not set on open paths, where it may be nobody. */
    session: Session
    /** Set on event streams alone: gives back the place that this one was counted at. */
    leaveSeat: () => void
    /** As a failure tells it; absent: nobody gave this request one. */
    requestId?: string
  }
}

export type AccessContext = Context<AccessEnv>

/** Whoever gets through to us is let in: for what holds no secret, on loopback. */
export function signInByNothing(): SignIn {
  const session = lastingSession(localAdmin, null)
  const none = { visit: null, sessions: null, end: null, launch: null }
  return { kind: 'none', find: () => session, openPaths: {}, ...none }
}
