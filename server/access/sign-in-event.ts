import type { Viewer } from './viewer.ts'

/**
 * Why somebody is signed in no longer. `signed-out`: they did it. `ended`: by the list of sessions.
 * `refused`: their provider, or the list of who may look, does not let them in any more. `over`: by
 * the limits. `replaced`: by one that is newer.
 */
export type WhyEnded = 'signed-out' | 'ended' | 'refused' | 'over' | 'replaced'

/** What happens to whoever signs in, or is signed in; nothing of it is secret. */
export type SignInEvent =
  | { readonly kind: 'in'; readonly viewer: Viewer }
  | {
      readonly kind: 'out'
      readonly viewer: Viewer
      readonly why: WhyEnded
      /** Who ended it by the list; `null`: nobody did. */
      readonly endedBy: Viewer | null
    }
  | {
      readonly kind: 'refused'
      /** A code. */
      readonly why: string
      /** Whom somebody believable says that it was; `null`: nobody does. */
      readonly person: Pick<Viewer, 'id' | 'name'> | null
      /** The other end of the socket. */
      readonly peer: string | null
    }

export type OnSignIn = (event: SignInEvent) => void
