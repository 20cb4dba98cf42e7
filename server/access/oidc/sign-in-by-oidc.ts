import { setCookie } from 'hono/cookie'
import type { Clock } from '../../clock.ts'
import { browserOf, readFacts } from '../request-facts.ts'
import { sessionCookie } from '../session-cookie.ts'
import { listOf } from '../session-list.ts'
import { createSessions, type SessionLimits } from '../sessions.ts'
import type { AccessContext, SignIn } from '../sign-in.ts'
import type { OnSignIn } from '../sign-in-event.ts'
import type { Viewer } from '../viewer.ts'
import { createBrowserMark } from './browser-mark.ts'
import { createEarlyToken } from './early-token.ts'
import { createGrants, type Granted } from './grants.ts'
import { createLeaving } from './leaving.ts'
import { isAmong, type People } from './people.ts'
import type { Person } from './person.ts'
import { createProviderFacts, type ProviderConfig } from './provider.ts'
import { createProviderFetch } from './provider-fetch.ts'
import { createRenewal, type Kept, keptFrom } from './renewal.ts'
import { SignInFailed } from './sign-in-failed.ts'
import { openSignInPaths, signInPages } from './sign-in-pages.ts'

export type OidcConfig = ProviderConfig & {
  /** `null`: the usual ones. */
  readonly scopes: readonly string[] | null
  /** Which claim tells what somebody belongs to. */
  readonly groupsClaim: string
  /** Who may look. */
  readonly allowed: People
  readonly admins: People
  readonly limits: SessionLimits
}

export type OidcParts = OidcConfig & {
  readonly publicUrl: URL
  readonly randomBytes: (size: number) => Buffer
  readonly clock: Clock
  /** Is told why somebody was not signed in, or a session not renewed; a code, nothing of theirs. */
  readonly onFailure: (failure: unknown, requestId: string | null) => void
  readonly onSignIn: OnSignIn
}

/** As many as there may be event streams. */
const most = 12_000
const mostOfOne = 20
const lookEveryMs = 1000

/** A provider of OpenID Connect says who somebody is, and from time to time whether that still holds. */
export function signInByOidc(parts: OidcParts) {
  const { publicUrl, randomBytes, clock } = parts
  const { monotonicMs } = clock
  const sender = createProviderFetch()
  const early = createEarlyToken(sender.fetch)
  const facts = createProviderFacts({ ...parts, fetch: early.fetch, monotonicMs })
  const redirectUri = `${publicUrl.href.replace(/\/$/, '')}/sign-in/callback`
  const grants = createGrants({ ...parts, facts, early, redirectUri })
  const sessions = createSessions<Kept>({ ...parts, most, mostOfOne })
  const leaving = createLeaving(monotonicMs)
  const cookie = sessionCookie(publicUrl)
  const mark = createBrowserMark(publicUrl, randomBytes)
  const judge = (person: Person) => toViewer(person, parts)
  const onFailure = (failure: unknown) => parts.onFailure(failure, null)
  const renewal = createRenewal({ sessions, grants, judge, monotonicMs, onFailure })

  /** The cookie of a new session takes the place of theirs: nobody could sign out of them any more. */
  function endAllOf(browser: string | null) {
    for (const session of sessions.all()) {
      if (browser !== null && session.kept.mark === browser) sessions.end(session, 'replaced')
    }
  }

  function admit(c: AccessContext, granted: Granted) {
    const { person } = granted
    const viewer = judge(person)
    if (viewer === null) {
      throw new SignInFailed('not-allowed', 'not_on_the_list', undefined, person)
    }
    const asked = readFacts(c)
    const browser = mark.read(asked)
    endAllOf(browser)
    const kept = keptFrom(granted, browser, monotonicMs())
    const secret = sessions.open(viewer, browserOf(asked), kept)
    setCookie(c, cookie.name(asked), secret, cookie.options)
  }

  const { pages, begin } = signInPages({ ...parts, facts, grants, leaving, cookie, mark, admit })
  const signIn: SignIn = {
    kind: 'oidc',
    openPaths: openSignInPaths,
    visit: (c, { target }) => begin(c, target, false),
    sessions: listOf(sessions),
    launch: null,
    async find(asked) {
      const secret = cookie.read(asked)
      const found = secret === null ? null : sessions.find(secret)
      if (secret === null || !found) return null
      await renewal.settle(found)
      return sessions.find(secret)?.session ?? null
    },
    end(c) {
      const asked = readFacts(c)
      const secret = cookie.read(asked)
      const found = secret === null ? null : sessions.find(secret)
      if (secret === null || !found) return null
      sessions.end(found, 'signed-out')
      leaving.add(secret, found.kept.grant.idToken)
      return '/sign-in/leave'
    },
  }
  return {
    signIn,
    pages,
    /** Ends what is over and renews what is in use, until it is told to stop. */
    async tend(signal: AbortSignal) {
      while (!signal.aborted) {
        sessions.endOverdue()
        renewal.renewWatched()
        await clock.wait(lookEveryMs, signal)
      }
      await sender.close()
    },
  }
}

/** `null`: they may not look. */
function toViewer(person: Person, { allowed, admins }: OidcConfig): Viewer | null {
  const isAdmin = isAmong(person, admins)
  if (!isAdmin && !isAmong(person, allowed)) return null
  const { id, name, groups } = person
  return { id, name, role: isAdmin ? 'admin' : 'viewer', groups }
}
