import { createHash } from 'node:crypto'
import { isSameSecret } from '../same-secret.ts'
import { SignInFailed } from './sign-in-failed.ts'

const longestMs = 600_000
/** Whoever begins more than anybody does pushes out the oldest. */
const mostInAll = 5000
const mostOfOne = 20

/** A sign-in that was begun: what its end is held against. */
export type Transaction = {
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
  /** Where it leads. */
  readonly to: string
}

type Begun = Transaction & { readonly browser: string; readonly atMs: number }

/** Sign-ins under way, each for one browser and one end, within ten minutes; several at once. */
export function createTransactions(parts: {
  readonly randomBytes: (size: number) => Buffer
  readonly monotonicMs: () => number
}) {
  const begun = new Map<string, Begun>()
  const random = () => parts.randomBytes(32).toString('base64url')

  function makeRoom(browser: string) {
    const nowMs = parts.monotonicMs()
    const ofThis: string[] = []
    for (const [key, { atMs, browser: whose }] of begun) {
      if (nowMs - atMs > longestMs) begun.delete(key)
      else if (whose === browser) ofThis.push(key)
    }
    const [oldest] = begun.keys()
    if (begun.size >= mostInAll && oldest !== undefined) begun.delete(oldest)
    const [first] = ofThis
    if (ofThis.length >= mostOfOne && first !== undefined) begun.delete(first)
  }

  return {
    /** `sent`: the browser's cookie, `null`: it has none. Gives the one that it is to have. */
    begin(sent: string | null, to: string): { transaction: Transaction; cookie: string } {
      // One that nobody gave out is not taken up: it could be somebody else's, planted.
      const isKnown = sent !== null && [...begun.values()].some(({ browser }) => browser === sent)
      const cookie = sent !== null && isKnown ? sent : random()
      makeRoom(cookie)
      const transaction = { state: random(), nonce: random(), verifier: random(), to }
      begun.set(keyOf(transaction.state), {
        ...transaction,
        browser: cookie,
        atMs: parts.monotonicMs(),
      })
      return { transaction, cookie }
    },
    /** Whatever comes of it, it is used up. Throws `over` or `other-browser`. */
    take(state: string, sent: string | null): Transaction {
      const found = begun.get(keyOf(state))
      begun.delete(keyOf(state))
      if (!found) throw new SignInFailed('over', 'unknown_state')
      if (parts.monotonicMs() - found.atMs > longestMs) throw new SignInFailed('over', 'too_late')
      if (sent === null || !isSameSecret(sent, found.browser)) {
        throw new SignInFailed('other-browser', sent === null ? 'no_cookie' : 'other_cookie')
      }
      return found
    },
  }
}

function keyOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url')
}
