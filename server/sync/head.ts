import { type Clock, type Moment, momentOf } from '../clock.ts'
import { AppError } from '../errors.ts'
import { type Look, largestPage } from './look.ts'

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

  /** Further back while most of a page is news. `false`: there may be more. */
  async function readOn(seen: Set<string>): Promise<boolean> {
    let nextToken: string | undefined
    for (let pages = 0; pages < mostPages; pages++) {
      const which = { size: largestPage, nextToken, number: pages + 1 }
      const { page, added } = await look({}, which, 'head')
      for (const { jobId } of page.jobs) seen.add(jobId)
      nextToken = page.nextToken ?? undefined
      if (!isWhole() || nextToken === undefined || added <= page.jobs.length / 2) return true
    }
    return false
  }

  return {
    /** When the last look began; `null`: there was none yet. */
    lookedAt: () => lookedAt,
    /** Was the job on the pages of the last look? */
    shows: (jobId: string) => shown.has(jobId),
    async look() {
      const startedAt = momentOf(clock)
      const seen = new Set<string>()
      const isRead = await readOn(seen).catch((error) => {
        const isCutOff = error instanceof AppError && error.code === 'token-refused'
        if (isCutOff && seen.size > 0) return false
        throw error
      })
      if (!isRead) onOverrun()
      shown = seen
      lookedAt = startedAt
    },
  }
}
