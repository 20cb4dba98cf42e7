import { setCookie } from 'hono/cookie'
import type { RequestFacts } from '../request-facts.ts'
import { ownCookie } from '../session-cookie.ts'
import type { AccessContext } from '../sign-in.ts'

export type BrowserMark = ReturnType<typeof createBrowserMark>

/**
 * Tells one browser from another for as long as it is open, and lets nobody in. The session's own
 * cookie cannot: it is strict, so it does not come along when the provider leads back here.
 */
export function createBrowserMark(publicUrl: URL, randomBytes: (size: number) => Buffer) {
  const cookie = ownCookie(publicUrl, { suffix: '-browser', sameSite: 'Lax' })

  /** `null`: it has none, or none that we give. */
  function read(facts: RequestFacts): string | null {
    const sent = cookie.read(facts)
    return sent !== null && /^[\w-]{43}$/.test(sent) ? sent : null
  }

  return {
    read,
    /** Gives one to a browser that has none. */
    give(c: AccessContext, facts: RequestFacts) {
      if (read(facts) !== null) return
      setCookie(c, cookie.name(facts), randomBytes(32).toString('base64url'), cookie.options)
    },
  }
}
