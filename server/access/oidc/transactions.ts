import { createHash, createHmac } from 'node:crypto'
import { isSameSecret } from '../same-secret.ts'
import { createRecent } from './recent.ts'
import { SignInFailed } from './sign-in-failed.ts'
import { type Begun, createTickets, longestMs, type Secrets, type Ticket } from './tickets.ts'

/** Not even a replay gets anything of one that was forgotten: the provider takes no code twice. */
const mostUsed = 50_000

/** Of all tickets that a browser sends along: nginx takes 8 kB of cookies, and there are others. */
const mostBytes = 6000
/** Of a cookie beside its value, in about. */
const nameBytes = 70

/** A sign-in that was begun: what its end is held against. */
export type Transaction = Secrets & { readonly state: string }

/** `name`: of the ticket that is used up by it. */
type Taken = Transaction & Pick<Begun, 'to'> & Pick<Ticket, 'name'>

/**
 * Sign-ins under way, each for one browser and one end, within ten minutes; several at once. They are
 * with their browsers, as tickets: whoever begins many pushes out nobody else's.
 */
export function createTransactions(parts: {
  readonly randomBytes: (size: number) => Buffer
  readonly monotonicMs: () => number
}) {
  const { randomBytes, monotonicMs } = parts
  const random = () => randomBytes(32).toString('base64url')
  const states = createStates(randomBytes)
  const tickets = createTickets(parts)
  const used = createRecent<true>({ monotonicMs, longestMs, most: mostUsed })
  const isOver = ({ atMs }: Begun) => monotonicMs() - atMs > longestMs

  /** `null`: it is good for nothing. */
  function sinceOf(ticket: Ticket): number | null {
    const begun = tickets.open(ticket)
    return begun && !isOver(begun) && !used.get(ticket.name) ? begun.atMs : null
  }

  return {
    begin(to: string): { transaction: Transaction; ticket: Ticket } {
      const state = states.create()
      const secrets = { nonce: random(), verifier: random() }
      const ticket = tickets.issue(nameOf(state), secrets, to)
      return { transaction: { ...secrets, state }, ticket }
    },

    /**
     * `contentOf`: what the browser has by a name. It is used up by that; an attempt of another browser
     * takes it from nobody. Throws `over` or `other-browser`.
     */
    take(state: string, contentOf: (name: string) => string | null): Taken {
      if (!states.isOurs(state)) throw new SignInFailed('over', 'unknown_state')
      const name = nameOf(state)
      if (used.get(name)) throw new SignInFailed('over', 'used_state')
      const value = contentOf(name)
      if (value === null) throw new SignInFailed('other-browser', 'no_cookie')
      const begun = tickets.open({ name, value })
      if (begun === null) throw new SignInFailed('other-browser', 'other_cookie')
      if (isOver(begun)) throw new SignInFailed('over', 'too_late')
      used.set(name, true)
      const { nonce, verifier, to } = begun
      return { name, state, nonce, verifier, to }
    },

    /** Of what a browser has: those good for nothing, and the oldest where it is too much. */
    superfluous(sent: readonly Ticket[]): readonly Ticket[] {
      const newestFirst = sent
        .map((ticket) => ({ ticket, since: sinceOf(ticket) }))
        .sort((one, other) => (other.since ?? 0) - (one.since ?? 0))
      let bytes = 0
      const isTooMuch = ({ ticket, since }: (typeof newestFirst)[number]) => {
        if (since !== null) bytes += ticket.value.length + nameBytes
        return since === null || bytes > mostBytes
      }
      return newestFirst.filter(isTooMuch).map(({ ticket }) => ticket)
    },
  }
}

/** Which are ours is told without remembering any: the second half proves the first. */
function createStates(randomBytes: (size: number) => Buffer) {
  const key = randomBytes(32)
  const complete = (chance: Buffer) => {
    const proof = createHmac('sha256', key).update(chance).digest().subarray(0, 16)
    return Buffer.concat([chance, proof]).toString('base64url')
  }
  return {
    create: () => complete(randomBytes(16)),
    isOurs: (state: string) =>
      isSameSecret(state, complete(Buffer.from(state, 'base64url').subarray(0, 16))),
  }
}

/** 96 bits: nobody finds another state that has the same. */
function nameOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url').slice(0, 16)
}
