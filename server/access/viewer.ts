/** Who looks. */
export type Viewer = {
  /** What their sign-in knows them by; `local` where it tells nobody from anybody else. */
  readonly id: string
  readonly name: string
  /** A viewer looks and exports; an admin also sees the connections' details. */
  readonly role: 'viewer' | 'admin'
  /** What their sign-in says they belong to, each as it is named there; none: it says nothing. */
  readonly groups: readonly string[]
}

/** One who was let in, for as long as that holds. */
export type Session = {
  readonly viewer: Viewer
  /** Whose event streams are counted together; `null`: everybody is one, so nobody's are. */
  readonly streamsOf: string | null
  /** Calls once when it ends, at once if it has; gives how to listen no longer. */
  onEnd(listener: () => void): () => void
}

/** Whoever may reach this machine's loopback, or was handed the link: there is no telling apart. */
export const localAdmin: Viewer = { id: 'local', name: 'local', role: 'admin', groups: [] }

/** One that ends elsewhere, and here never. */
export function lastingSession(viewer: Viewer, streamsOf: string | null): Session {
  return { viewer, streamsOf, onEnd: () => () => {} }
}
