import type { JobChange, MirroredJob } from '../api/client.ts'
import { rowKey } from './list-pages.ts'

/** What a look asks beside the head of the list: ids of jobs. */
export type LookAsk = {
  /** Read whatever the filter: rows in sight, and rows that an event named. */
  readonly rows: readonly string[]
  /** Read under the filter: jobs that an event named and that are no rows, but may be by now. */
  readonly strangers: readonly string[]
}

export type FoundJobs = ReadonlyMap<string, MirroredJob>

export type ListDoubts = ReturnType<typeof createDoubts>

/** For each of the two lists: a URL has an end. What is over is for the next look. */
const mostAsked = 100
/** More jobs than these came at once: the head of the list tells of them. */
const mostStrangers = 500

/** What of one list may be other than the reader sees it, and was not looked at since. */
export function createDoubts() {
  const rows = new Set<string>()
  const strangers = new Set<string>()
  /** `null`: no row may have changed unheard of; else the ids that were read since one may have. */
  let readSince: Set<string> | null = null
  /** Asked, and not answered yet. */
  let asked: LookAsk | null = null
  let found: FoundJobs = new Map()

  function addAll(to: Set<string>, ids: Iterable<string>, most = Number.POSITIVE_INFINITY) {
    for (const id of ids) if (to.size < most) to.add(id)
  }

  return {
    /** `changes: null`: anything may have changed. `known`: the keys of the rows. */
    hear(changes: readonly JobChange[] | null, known: ReadonlySet<string>) {
      if (changes === null) {
        readSince = new Set()
        addAll(
          strangers,
          [...found.values()].map(({ jobId }) => jobId),
        )
        return
      }
      const ofRows = (change: JobChange) => known.has(rowKey(change))
      const idsOf = (named: readonly JobChange[]) => named.map(({ jobId }) => jobId)
      addAll(rows, idsOf(changes.filter(ofRows)))
      addAll(strangers, idsOf(changes.filter((change) => !ofRows(change))), mostStrangers)
    },

    /** What the next look is to ask; what an earlier one asked in vain is asked again. */
    ask(inSight: readonly string[], hearsOfAllByHead: boolean): LookAsk {
      if (asked) {
        addAll(rows, asked.rows)
        addAll(strangers, asked.strangers)
      }
      if (hearsOfAllByHead) strangers.clear()
      asked = {
        rows: [...new Set([...inSight, ...rows])].slice(0, mostAsked),
        strangers: [...strangers].slice(0, mostAsked),
      }
      for (const id of asked.rows) rows.delete(id)
      for (const id of asked.strangers) strangers.delete(id)
      return asked
    },

    /** A look was answered. Gives the strangers that the filter lets in, by the newest answers. */
    settle(answer: { asked: LookAsk; found: readonly MirroredJob[] }): FoundJobs {
      if (answer.asked !== asked) return found
      asked = null
      if (readSince) addAll(readSince, answer.asked.rows)
      const ids = new Set(answer.asked.strangers)
      if (ids.size > 0) {
        const others = [...found].filter(([, { jobId }]) => !ids.has(jobId))
        found = new Map([...others, ...answer.found.map((job) => [rowKey(job), job] as const)])
      }
      return found
    },

    /** Whether there is more to ask than the last look could. */
    hasMore: () => rows.size + strangers.size > 0,

    /** Whether one of these rows may have changed unheard of. */
    isDoubtful: (jobIds: readonly string[]) =>
      readSince !== null && jobIds.some((jobId) => !readSince?.has(jobId)),
  }
}
