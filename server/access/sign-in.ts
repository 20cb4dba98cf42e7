import type { Context } from 'hono'
import type { RequestFacts, SocketBindings } from './request-facts.ts'
import { lastingSession, localAdmin, type Session } from './viewer.ts'

export type SignInKind = 'none' | 'link' | 'proxy'

/** One way of telling who looks. */
export type SignIn = {
  readonly kind: SignInKind
  /** Who sent this; `null`: nobody that may look. */
  find(facts: RequestFacts): Session | null
  /** Paths that must work before that, by which method, each exact. */
  readonly openPaths: Readonly<Record<string, 'GET' | 'POST'>>
  /** Ends the session of this request, and takes its cookie away; `null`: it ends elsewhere. */
  readonly end: ((c: AccessContext) => void) | null
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
  }
}

export type AccessContext = Context<AccessEnv>

/** Whoever gets through to us is let in: for what holds no secret, on loopback. */
export function signInByNothing(): SignIn {
  const session = lastingSession(localAdmin, null)
  return { kind: 'none', find: () => session, openPaths: {}, end: null, launch: null }
}
