import { createHash } from 'node:crypto'
import { createRecent } from './recent.ts'
import { createSeal } from './seal.ts'

/** How long a sign-in may take. */
export const longestMs = 600_000

/** A path that is longer is kept here, and its ticket has its hash: 8 MB in all, at the most. */
const longestSealed = 256
const mostLong = 1000

/** What a browser keeps of a sign-in of its own. `name`: which one it is; no secret. */
export type Ticket = { readonly name: string; readonly value: string }

export type Secrets = {
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
}

export type Begun = Secrets & {
  /** Where it leads; `null`: a long path, and others pushed it out. */
  readonly to: string | null
  readonly atMs: number
}

type Sealed = Begun & { readonly to: string }

/** All there is to know of a sign-in, for its browser to bring back: nobody else can use or make one. */
export function createTickets(parts: {
  readonly randomBytes: (size: number) => Buffer
  readonly monotonicMs: () => number
}) {
  const { monotonicMs } = parts
  const seal = createSeal(parts.randomBytes)
  const longPaths = createRecent<string>({ monotonicMs, longestMs, most: mostLong })

  function shorten(path: string): string {
    if (path.length <= longestSealed) return path
    const key = createHash('sha256').update(path).digest('base64url')
    longPaths.set(key, path)
    return key
  }

  return {
    issue(name: string, secrets: Secrets, to: string): Ticket {
      const sealed: Sealed = { ...secrets, to: shorten(to), atMs: Math.round(monotonicMs()) }
      return { name, value: seal.close(JSON.stringify(sealed), name) }
    },
    /** `null`: it is none of ours, or goes by another's name. */
    open({ name, value }: Ticket): Begun | null {
      const text = seal.open(value, name)
      if (text === null) return null
      const sealed = JSON.parse(text) as Sealed
      const { to } = sealed
      return { ...sealed, to: to.startsWith('/') ? to : longPaths.get(to) }
    },
  }
}
