import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { AccessClock } from '../access-clock.ts'
import { basePathOf } from '../base-path.ts'
import { readFacts } from '../request-facts.ts'
import type { OwnCookie } from '../session-cookie.ts'
import type { AccessContext, AccessEnv } from '../sign-in.ts'
import type { Granted, Grants } from './grants.ts'
import { type createLeaving, endUrl } from './leaving.ts'
import { pageCss } from './plain-page.ts'
import type { ProviderFacts } from './provider.ts'
import { homePath, returnPath } from './return-path.ts'
import { createPages } from './show-page.ts'
import { createTicketCookies } from './ticket-cookies.ts'
import { createTransactions } from './transactions.ts'

/** All of it is for people that nobody knows yet, or any more. */
export const openSignInPaths: Readonly<Record<string, 'GET'>> = {
  '/sign-in': 'GET',
  '/sign-in/callback': 'GET',
  '/sign-in/leave': 'GET',
  '/sign-in/ended': 'GET',
  '/sign-in/page.css': 'GET',
}

export type SignInPagesParts = {
  readonly publicUrl: URL
  readonly issuer: string
  readonly randomBytes: (size: number) => Buffer
  readonly clock: AccessClock
  readonly facts: ProviderFacts
  readonly grants: Pick<Grants, 'urlFor' | 'redeem'>
  readonly leaving: ReturnType<typeof createLeaving>
  /** Of the session. */
  readonly cookie: OwnCookie
  /** Opens the session; throws `SignInFailed` for somebody who is not let in. */
  readonly admit: (c: AccessContext, granted: Granted) => void
  readonly onFailure: (failure: unknown, requestId: string | null) => void
}

/** The way to the provider and back, outside `/api`: pages that a browser is sent to. */
export function signInPages(parts: SignInPagesParts) {
  const { publicUrl, randomBytes, clock, grants, leaving, cookie } = parts
  const basePath = basePathOf(publicUrl)
  const transactions = createTransactions({ randomBytes, monotonicMs: clock.monotonicMs })
  const { show, fail } = createPages(basePath, parts.onFailure)
  const tickets = createTicketCookies(publicUrl)

  async function begin(c: AccessContext, given: string, isAnew: boolean): Promise<Response> {
    const to = returnPath(given, publicUrl) ?? homePath(publicUrl)
    const asked = readFacts(c)
    try {
      const { transaction, ticket } = transactions.begin(to)
      const url = await grants.urlFor(transaction, isAnew)
      const old = transactions.superfluous(tickets.all(asked))
      for (const one of old) tickets.drop(c, asked, one)
      tickets.set(c, asked, ticket)
      c.header('cache-control', 'no-store')
      return c.redirect(url.href)
    } catch (error) {
      return fail(c, error, to)
    }
  }

  async function finish(c: AccessContext): Promise<Response> {
    const asked = readFacts(c)
    const { search, searchParams } = new URL(asked.target, publicUrl.origin)
    let to = homePath(publicUrl)
    try {
      const state = searchParams.get('state') ?? ''
      const transaction = transactions.take(state, (name) => tickets.read(asked, name))
      to = transaction.to ?? to
      tickets.drop(c, asked, transaction)
      parts.admit(c, await grants.redeem(search, transaction))
      // Asked for by this page of ours, the next one gets the session's strict cookie.
      const refresh = { afterS: 0, to }
      return show(c, 200, { name: 'signed-in', refresh, act: { kind: 'goOn', href: to } })
    } catch (error) {
      return fail(c, error, to)
    }
  }

  function leave(c: AccessContext): Response {
    const asked = readFacts(c)
    const secret = cookie.read(asked)
    const idToken = secret === null ? null : leaving.take(secret)
    const ended = `${basePath}/sign-in/ended`
    if (secret === null || c.get('session')) return c.redirect(ended)
    deleteCookie(c, cookie.name(asked), cookie.options)
    const config = parts.facts.known()
    const url = idToken && config && endUrl(config, idToken, publicUrl.origin + ended)
    c.header('cache-control', 'no-store')
    return c.redirect(url?.href ?? ended)
  }

  const pages = new Hono<AccessEnv>()
    .get('/sign-in', async (c) => {
      const { to = '', as } = c.req.query()
      const isAnew = as === 'other'
      if (!c.get('session') || isAnew) return begin(c, to, isAnew)
      return c.redirect(returnPath(to, publicUrl) ?? homePath(publicUrl))
    })
    .get('/sign-in/callback', finish)
    .get('/sign-in/leave', leave)
    .get('/sign-in/ended', (c) => {
      const signIn = { kind: 'signIn' as const, href: `${basePath}/sign-in` }
      return show(c, 200, { name: 'signed-out', act: signIn })
    })
    .get('/sign-in/page.css', (c) => {
      const headers = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }
      return c.body(pageCss, 200, headers)
    })
  return { pages, begin }
}
