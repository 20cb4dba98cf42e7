import { deleteCookie, setCookie } from 'hono/cookie'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { browserOf, readFacts } from './request-facts.ts'
import { isSameSecret } from './same-secret.ts'
import { sessionCookie } from './session-cookie.ts'
import { listOf } from './session-list.ts'
import { createSessions } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import type { OnSignIn } from './sign-in-event.ts'
import { localAdmin } from './viewer.ts'

export type LaunchLinkParts = {
  readonly publicUrl: URL | null
  readonly randomBytes: (size: number) => Buffer
  readonly clock: Clock
  readonly onSignIn: OnSignIn
}

/**
 * Whoever has the link that the server printed is let in: its token, good once, is exchanged for a
 * cookie. The token travels in the fragment of the link and in the body of one request, so it is in
 * no log and no history of requests.
 */
export function signInByLink({ publicUrl, randomBytes, clock, onSignIn }: LaunchLinkParts) {
  const sessions = createSessions<null>({
    randomBytes,
    clock,
    limits: null,
    most: 1000,
    mostOfOne: Infinity,
    onSignIn,
  })
  const attempts = createAttempts(clock.monotonicMs)
  const cookie = sessionCookie(publicUrl)
  let token: string | null = null

  const signIn: SignIn = {
    kind: 'link',
    openPaths: { '/api/session/launch': 'POST' },
    visit: null,
    sessions: listOf(sessions),
    find(facts) {
      const secret = cookie.read(facts)
      return secret === null ? null : (sessions.find(secret)?.session ?? null)
    },
    launch(c, given) {
      const facts = readFacts(c)
      const isRight = token !== null && isSameSecret(given, token)
      judge(attempts, facts.peer ?? '', isRight, () =>
        onSignIn({ kind: 'refused', why: 'wrong-link', person: null, peer: facts.peer }),
      )
      token = null
      const secret = sessions.open(localAdmin, browserOf(facts), null)
      setCookie(c, cookie.name(facts), secret, cookie.options)
    },
    end(c) {
      const facts = readFacts(c)
      const secret = cookie.read(facts)
      if (secret !== null) sessions.end(sessions.find(secret) ?? undefined, 'signed-out')
      deleteCookie(c, cookie.name(facts), cookie.options)
      return null
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

function judge(attempts: Attempts, address: string, isRight: boolean, onWrong: () => void) {
  // First of all: whoever else is at that address must not be able to lock the link out.
  if (isRight) return
  if (!attempts.mayTry(address)) {
    throw new AppError('too-many', 'Too many links were wrong. Try again in a minute.')
  }
  attempts.fail(address)
  onWrong()
  throw new AppError('not-signed-in', 'This link is not good any more: each works once.')
}
