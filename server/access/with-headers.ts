import type { Next } from 'hono'
import type { SocketBindings } from './request-facts.ts'

type Lines = readonly (readonly [name: string, value: string])[]
/** What is needed of Hono's context, whatever else is known in it. */
type Replying = { readonly env: SocketBindings | undefined; readonly res: Response }

/**
 * Goes on, and gives the reply these headers unless it brings its own of that name. They are set on
 * Node's reply, which sends them beside the others: into web headers and out again takes longer
 * than all of the gate. A request without a socket (a test's) has no such reply.
 */
export async function withHeaders(c: Replying, lines: Lines, next: Next): Promise<void> {
  const { outgoing } = c.env ?? {}
  if (outgoing) for (const [name, value] of lines) outgoing.setHeader(name, value)
  await next()
  if (outgoing) return
  const { headers } = c.res
  for (const [name, value] of lines) if (!headers.has(name)) headers.set(name, value)
}
