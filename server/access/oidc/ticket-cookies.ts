import { deleteCookie, setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import type { RequestFacts } from '../request-facts.ts'
import { ownCookie } from '../session-cookie.ts'
import type { AccessContext } from '../sign-in.ts'
import type { Ticket } from './tickets.ts'

/** Longer than a sign-in may take: whoever comes too late is told that, not that it was not theirs. */
const maxAge = 3600

/** A cookie for each sign-in under way: tabs that begin at once do not overwrite each other's. */
export function createTicketCookies(publicUrl: URL) {
  // The provider leads back here from its own site, which a strict cookie does not survive.
  const cookieOf = (name: string) =>
    ownCookie(publicUrl, { suffix: `-signing-in-${name}`, sameSite: 'Lax', maxAge })

  return {
    read: (facts: RequestFacts, name: string) => cookieOf(name).read(facts),
    all(facts: RequestFacts): readonly Ticket[] {
      const start = cookieOf('').name(facts)
      return Object.entries(parse(facts.all('cookie').join('; ')))
        .filter(([name]) => name.startsWith(start))
        .map(([name, value]) => ({ name: name.slice(start.length), value }))
        .filter(({ name }) => /^[\w-]{16}$/.test(name))
    },
    set(c: AccessContext, facts: RequestFacts, { name, value }: Ticket) {
      const cookie = cookieOf(name)
      setCookie(c, cookie.name(facts), value, cookie.options)
    },
    drop(c: AccessContext, facts: RequestFacts, { name }: Pick<Ticket, 'name'>) {
      const cookie = cookieOf(name)
      deleteCookie(c, cookie.name(facts), cookie.options)
    },
  }
}
