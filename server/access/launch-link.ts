import { deleteCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { parse } from 'hono/utils/cookie'
import { AppError } from '../errors.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { type RequestFacts, readFacts } from './request-facts.ts'
import { isSameSecret } from './same-secret.ts'
import { createSessions } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import { localAdmin } from './viewer.ts'

export type LaunchLinkParts = {
  readonly publicUrl: URL | null
  readonly randomBytes: (size: number) => Buffer
  readonly monotonicMs: () => number
}

/**
 * Whoever has the link that the server printed is let in: its token, good once, is exchanged for a
 * cookie. The token travels in the fragment of the link and in the body of one request, so it is in
 * no log and no history of requests.
 */
export function signInByLink({ publicUrl, randomBytes, monotonicMs }: LaunchLinkParts) {
  const sessions = createSessions(randomBytes)
  const attempts = createAttempts(monotonicMs)
  const isSecure = publicUrl?.protocol === 'https:'
  const cookie: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure }
  let token: string | null = null

  function secretOf(facts: RequestFacts): string | null {
    const name = cookieName(facts, isSecure)
    return parse(facts.all('cookie').join('; '), name)[name] ?? null
  }

  const signIn: SignIn = {
    kind: 'link',
    openPaths: { '/api/session/launch': 'POST' },
    find(facts) {
      const secret = secretOf(facts)
      return secret === null ? null : sessions.find(secret)
    },
    launch(c, given) {
      const facts = readFacts(c)
      judge(attempts, facts.peer ?? '', token !== null && isSameSecret(given, token))
      token = null
      setCookie(c, cookieName(facts, isSecure), sessions.open(localAdmin), cookie)
    },
    end(c) {
      const facts = readFacts(c)
      const secret = secretOf(facts)
      if (secret !== null) sessions.end(secret)
      deleteCookie(c, cookieName(facts, isSecure), cookie)
    },
  }
  return {
    signIn,
    /** A new token; the one before, if nobody used it, is void. Who is signed in stays so. */
    renew(): string {
      token = randomBytes(32).toString('base64url')
      return token
    },
  }
}

/** Cookies know no ports: two servers of one machine would take each other's away (RFC 6265 section 8.5). */
function cookieName({ localPort }: RequestFacts, isSecure: boolean): string {
  return isSecure ? '__Host-waybill' : `waybill-${localPort}`
}

function judge(attempts: Attempts, address: string, isRight: boolean) {
  if (!attempts.mayTry(address)) {
    throw new AppError('too-many', 'Too many links were wrong. Try again in a minute.')
  }
  if (isRight) return
  attempts.fail(address)
  throw new AppError('not-signed-in', 'This link is not good any more: each works once.')
}
