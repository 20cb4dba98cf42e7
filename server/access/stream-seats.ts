import { AppError } from '../errors.ts'
import type { Session } from './viewer.ts'

/** Event streams that one server carries. */
const mostInAll = 12_000
/** Tabs of a browser share one, so this is a person with a hundred browsers, or a program gone mad. */
const mostOfOne = 100

export type StreamSeats = ReturnType<typeof createStreamSeats>

/** How many event streams there are, in all and of each who may be told from others. */
export function createStreamSeats(most = { inAll: mostInAll, ofOne: mostOfOne }) {
  const taken = new Map<string | null, number>()
  let inAll = 0

  return {
    /** Gives how to leave it, which works once. Throws `too-many`. */
    take({ streamsOf }: Session): () => void {
      const ofThis = taken.get(streamsOf) ?? 0
      if (inAll >= most.inAll || (streamsOf !== null && ofThis >= most.ofOne)) {
        throw new AppError('too-many', 'There are too many event streams. Try again later.')
      }
      inAll += 1
      taken.set(streamsOf, ofThis + 1)
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        inAll -= 1
        const rest = (taken.get(streamsOf) ?? 1) - 1
        if (rest === 0) taken.delete(streamsOf)
        else taken.set(streamsOf, rest)
      }
    },
  }
}
