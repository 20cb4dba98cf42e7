import type { SessionReply } from '../api/client.ts'
import { basePath } from '../served-page.ts'

type SignInKind = SessionReply['signIn']

/** `null`: as far as we know, we are let in. */
export type SignedOut = {
  /** How one signs in. */
  readonly signIn: SignInKind
  /** The link that was opened is not good any more, or never was. */
  readonly isRefused: boolean
  /** Nobody was signed in when the page was opened: nothing of theirs is on it. */
  readonly isFirst: boolean
} | null

export type SessionWatch = {
  /** The browser's, watched for the server no longer knowing us. */
  readonly fetch: typeof fetch
  /** The same object until it changes. */
  state(): SignedOut
  onState(listener: () => void): () => void
  refused(): void
  /** Whether we are let in now: then the page goes on. */
  lookAgain(): Promise<boolean>
}

/** Knows whether the server lets us in, by what it answers. */
export function watchSession(fetchFrom: typeof fetch): SessionWatch {
  const listeners = new Set<() => void>()
  let state: SignedOut = null
  let wasIn = false

  function set(next: SignedOut) {
    if (state?.signIn === next?.signIn && state?.isRefused === next?.isRefused) return
    state = next
    for (const listener of listeners) listener()
  }

  return {
    async fetch(input, init) {
      const reply = await fetchFrom(input, init)
      if (reply.status === 401) {
        const isRefused = state?.isRefused ?? false
        set({ signIn: signInOf(reply), isRefused, isFirst: !wasIn })
      } else if (reply.ok) wasIn = true
      return reply
    },
    state: () => state,
    onState(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    refused: () => set({ signIn: 'link', isRefused: true, isFirst: !wasIn }),
    async lookAgain() {
      const reply = await fetchFrom(`${basePath()}/api/session`, { cache: 'no-store' }).catch(
        () => null,
      )
      if (!reply?.ok) return false
      wasIn = true
      set(null)
      return true
    },
  }
}

/** `WWW-Authenticate: Waybill realm="link"` (RFC 9110 section 11.6.1). */
function signInOf(reply: Response): SignInKind {
  const realm = /^Waybill realm="(\w+)"/.exec(reply.headers.get('www-authenticate') ?? '')?.[1]
  return realms.find((kind) => kind === realm) ?? 'none'
}

const realms = ['link', 'proxy', 'oidc'] as const
