import { serveParent } from './child.ts'
import { probe } from './drive.ts'

/*
 * A probe in a process of its own: one that drives the server hard, or reads megabytes of it, is
 * late itself, and the server would be blamed for it.
 */
let end = async (): Promise<number[]> => []
serveParent<ProberAsk>(
  {},
  async (ask) => {
    if (ask.what === 'end') return end()
    end = probe(ask.url)
    return {}
  },
  async () => {},
)

export type ProberAsk =
  | { readonly what: 'begin'; readonly url: string }
  /** The answer: how long each answer took, in milliseconds. */
  | { readonly what: 'end' }
