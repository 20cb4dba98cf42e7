import type { Clock } from '../../clock.ts'
import { readFacts } from '../request-facts.ts'
import type { AccessContext } from '../sign-in.ts'
import type { BrowserMark } from './browser-mark.ts'
import type { Granted, Grants } from './grants.ts'
import { homePath, returnPath } from './return-path.ts'
import type { Pages } from './show-page.ts'
import { SignInFailed } from './sign-in-failed.ts'
import { createTicketCookies } from './ticket-cookies.ts'
import { createTransactions, type Transaction } from './transactions.ts'

/** Anybody can come back with a code that they made up, and each has us ask the provider. */
const mostRedeeming = 16

export type ThereAndBackParts = {
  readonly publicUrl: URL
  readonly randomBytes: (size: number) => Buffer
  readonly clock: Clock
  readonly grants: Pick<Grants, 'urlFor' | 'redeem'>
  readonly mark: Pick<BrowserMark, 'give'>
  /** Opens the session; throws `SignInFailed` for somebody who is not let in. */
  readonly admit: (c: AccessContext, granted: Granted) => void
}

/** To the provider, and from there to where it was begun. */
export function thereAndBack(parts: ThereAndBackParts, { show, fail }: Pages) {
  const { publicUrl, randomBytes, clock, grants } = parts
  const transactions = createTransactions({ randomBytes, monotonicMs: clock.monotonicMs })
  const tickets = createTicketCookies(publicUrl)
  let redeeming = 0

  async function redeem(search: string, transaction: Transaction): Promise<Granted> {
    if (redeeming >= mostRedeeming) throw new SignInFailed('busy', 'too_many_at_once')
    redeeming += 1
    try {
      return await grants.redeem(search, transaction)
    } finally {
      redeeming -= 1
    }
  }

  return {
    async begin(c: AccessContext, given: string, isAnew: boolean): Promise<Response> {
      const to = returnPath(given, publicUrl) ?? homePath(publicUrl)
      const asked = readFacts(c)
      try {
        const { transaction, ticket } = transactions.begin(to)
        const url = await grants.urlFor(transaction, isAnew)
        const old = transactions.superfluous(tickets.all(asked))
        for (const one of old) tickets.drop(c, asked, one)
        tickets.set(c, asked, ticket)
        parts.mark.give(c, asked)
        c.header('cache-control', 'no-store')
        return c.redirect(url.href)
      } catch (error) {
        return fail(c, error, to)
      }
    },

    async finish(c: AccessContext): Promise<Response> {
      const asked = readFacts(c)
      const { search, searchParams } = new URL(asked.target, publicUrl.origin)
      let to = homePath(publicUrl)
      try {
        const state = searchParams.get('state') ?? ''
        const transaction = transactions.take(state, (name) => tickets.read(asked, name))
        to = transaction.to ?? to
        tickets.drop(c, asked, transaction)
        parts.admit(c, await redeem(search, transaction))
        // Asked for by this page of ours, the next one gets the session's strict cookie.
        const refresh = { afterS: 0, to }
        return show(c, 200, { name: 'signed-in', refresh, act: { kind: 'goOn', href: to } })
      } catch (error) {
        return fail(c, error, to)
      }
    },
  }
}
