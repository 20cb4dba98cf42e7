import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { basePathOf } from '../base-path.ts'
import { readFacts } from '../request-facts.ts'
import type { OwnCookie } from '../session-cookie.ts'
import type { AccessContext, AccessEnv } from '../sign-in.ts'
import type { OnSignIn } from '../sign-in-event.ts'
import { type createLeaving, endUrl } from './leaving.ts'
import { pageCss } from './plain-page.ts'
import type { ProviderFacts } from './provider.ts'
import { homePath, returnPath } from './return-path.ts'
import { createPages } from './show-page.ts'
import { type ThereAndBackParts, thereAndBack } from './there-and-back.ts'

/** All of it is for people that nobody knows yet, or any more. */
export const openSignInPaths: Readonly<Record<string, 'GET'>> = {
  '/sign-in': 'GET',
  '/sign-in/callback': 'GET',
  '/sign-in/leave': 'GET',
  '/sign-in/ended': 'GET',
  '/sign-in/page.css': 'GET',
}

export type SignInPagesParts = ThereAndBackParts & {
  readonly facts: Pick<ProviderFacts, 'known'>
  readonly leaving: ReturnType<typeof createLeaving>
  /** Of the session. */
  readonly cookie: OwnCookie
  readonly onFailure: (failure: unknown, requestId: string | null) => void
  readonly onSignIn: OnSignIn
}

/** The way to the provider and back, outside `/api`: pages that a browser is sent to. */
export function signInPages(parts: SignInPagesParts) {
  const { publicUrl, leaving, cookie } = parts
  const basePath = basePathOf(publicUrl)
  const shown = createPages(basePath, parts.onFailure, parts.onSignIn)
  const { begin, finish } = thereAndBack(parts, shown)

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
      return shown.show(c, 200, { name: 'signed-out', act: signIn })
    })
    .get('/sign-in/page.css', (c) => {
      const headers = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }
      return c.body(pageCss, 200, headers)
    })
  return { pages, begin }
}
