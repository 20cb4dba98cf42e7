import { type Clock, type Moment, momentOf } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import { type Look, largestPage, type Seen } from './look.ts'
import type { Ahead } from './mirror.ts'

export type HeadParts = {
  readonly look: Look
  readonly clock: Clock
  /** A walk has reached the end of the list once. */
  readonly isWhole: () => boolean
  /** More is new than the head was read for. */
  readonly onOverrun: () => void
}

export type Head = ReturnType<typeof createHead>

const mostPages = 20

/** The head of the list: its newest jobs, where the list begins with those. */
export function createHead({ look, clock, isWhole, onOverrun }: HeadParts) {
  let shown: ReadonlySet<string> = new Set()
  let lookedAt: Moment | null = null
  let underWay: Promise<SourcePage> | null = null

  /** Further back while most of a page is news. `false`: there may be more. */
  async function readOn(first: Seen, seen: Set<string>): Promise<boolean> {
    let { page, added } = first
    for (let pages = 1; ; pages++) {
      for (const { jobId } of page.jobs) seen.add(jobId)
      const nextToken = page.nextToken ?? undefined
      if (!isWhole() || nextToken === undefined || added <= page.jobs.length / 2) return true
      if (pages === mostPages) return false
      const which = { size: largestPage, nextToken, page: pages + 1 }
      ;({ page, added } = await look({}, which, 'head'))
    }
  }

  async function lookNow(ahead: Ahead | undefined): Promise<SourcePage> {
    const startedAt = momentOf(clock)
    const seen = new Set<string>()
    const first = await look({}, { size: largestPage, page: 1 }, 'head', ahead)
    const isRead = await readOn(first, seen).catch((error) => {
      const isCutOff = error instanceof AppError && error.code === 'token-refused'
      if (isCutOff && seen.size > 0) return false
      throw error
    })
    if (!isRead) onOverrun()
    shown = seen
    lookedAt = startedAt
    return first.page
  }

  return {
    /** When the last look began; `null`: there was none yet. */
    lookedAt: () => lookedAt,
    /** Was the job on the pages of the last look? */
    shows: (jobId: string) => shown.has(jobId),
    /** Gives its first page, which may be that of a walk, too. One look for all who want the same. */
    look(ahead?: Ahead): Promise<SourcePage> {
      if (underWay !== null && ahead === undefined) return underWay
      const before = underWay?.catch(() => null)
      const mine = before ? before.then(() => lookNow(ahead)) : lookNow(ahead)
      const end = () => {
        if (underWay === mine) underWay = null
      }
      underWay = mine
      mine.then(end, end)
      return mine
    },
  }
}
