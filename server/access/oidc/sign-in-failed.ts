import type { Person } from './person.ts'

/**
 * Why nobody was signed in. `away`: the provider does not answer, and may again. `busy`: too many sign
 * in at this moment. `denied`: it or the person said no. `not-allowed`: they are not on the list.
 * `over`: the sign-in is too old, used or not begun here. `other-browser`: begun in another.
 * `refused`: the grant was taken back, or a code is used up. `untrusted`: the provider's answer is not
 * to be believed. `set-up`: something is wrong here or there that only whoever runs it can mend.
 */
export type WhyFailed =
  | 'away'
  | 'busy'
  | 'denied'
  | 'not-allowed'
  | 'over'
  | 'other-browser'
  | 'refused'
  | 'untrusted'
  | 'set-up'

/** Those by which somebody was turned away; the others may yet be let in. */
export const refusals: ReadonlySet<WhyFailed> = new Set([
  'denied',
  'not-allowed',
  'over',
  'other-browser',
  'refused',
  'untrusted',
])

type Refused = Pick<Person, 'id' | 'name'>

/**
 * `detail`: a code, for the log; never what the provider sent. `person`: whom it sent, to be told to
 * them, and to who reads the audit trail; `null`: nobody.
 */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed'
  readonly why: WhyFailed
  readonly detail: string
  readonly person: Refused | null

  constructor(why: WhyFailed, detail: string, cause?: unknown, person: Refused | null = null) {
    super(`${why}: ${detail}`, { cause })
    this.why = why
    this.detail = detail
    this.person = person
  }
}

/** The provider does not answer. A TypeError, as those of `fetch` are: the library passes them on. */
export class ProviderAway extends TypeError {
  override readonly name = 'ProviderAway'
  readonly detail: string

  constructor(detail: string, cause?: unknown) {
    super(`the provider does not answer: ${detail}`, { cause })
    this.detail = detail
  }
}
