import type { Reach, SourcePage } from '../jobs/job-source.ts'
import type { Sweep } from '../jobs/job-store.ts'
import type { AtOnce } from './at-once.ts'
import type { Ask, Reply } from './look.ts'
import type { Trail } from './trail.ts'

export type ReadAheadParts = {
  readonly ask: Ask
  readonly atOnce: AtOnce
  readonly reach: Reach
}

/**
 * The next page of a walk over the whole list. Where a walk that waits for each answer would leave
 * slots unused, pages are asked for by their number before their turn comes. Such a page counts only
 * where it must be the next one: it has the rows that are due, and no more of those that were read
 * already than have come to the list since the page before. So the walk has read as many different
 * jobs as there were when it began, in whatever order. Else the token of the page before leads on.
 */
export function createReadAhead({ ask, atOnce, reach }: ReadAheadParts, trail: Trail) {
  const { pageSize: size, numberedPages } = reach
  const flying = new Map<number, Promise<Reply | null>>()
  let isTrusted = false

  const askFor = (number: number) => ask({}, { size, number, page: number }, 'sweep')

  function topUp({ pages, jobCount }: Sweep) {
    const last = Math.min(numberedPages, Math.ceil((jobCount ?? 0) / size))
    for (let number = pages + 1; number <= last && flying.size < atOnce.calls(); number++) {
      if (!flying.has(number))
        flying.set(
          number,
          askFor(number).catch(() => null),
        )
    }
  }

  function isNext({ pages, jobCount: before }: Sweep, page: SourcePage): boolean {
    const { jobs, jobCount, nextToken } = page
    if (before === null || jobCount === null) return false
    const isLast = (pages + 1) * size >= jobCount
    const due = Math.min(size, jobCount - pages * size)
    if (jobs.length !== due || (nextToken === null) !== isLast) return false
    return trail.repeats(jobs) <= jobCount - before
  }

  /** `null`: it is not the next page. Where it came out of turn, it is asked for once more. */
  async function readNumbered(walk: Sweep): Promise<Reply | null> {
    topUp(walk)
    const number = walk.pages + 1
    const asked = flying.get(number)
    flying.delete(number)
    const early = await asked
    if (!early) return null
    if (isNext(walk, early.page)) return early
    const again = await askFor(number).catch(() => null)
    return again && isNext(walk, again.page) ? again : null
  }

  return {
    /** The walk has read its first page. */
    begin({ jobs, unreadable }: SourcePage) {
      // Where the upstream gives less than was asked for, nobody knows what a number means.
      isTrusted = jobs.length === size && unreadable === 0
    },
    async next(walk: Sweep): Promise<Reply> {
      if (isTrusted && (flying.size > 0 || atOnce.isMoreThanOne()) && walk.pages < numberedPages) {
        const reply = await readNumbered(walk)
        if (reply) return reply
        isTrusted = false
      }
      const which = { size, nextToken: walk.nextToken ?? undefined, page: walk.pages + 1 }
      return ask({}, which, 'sweep')
    },
  }
}
