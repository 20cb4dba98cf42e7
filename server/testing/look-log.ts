import type { CallPurpose, JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import type { JobStore } from '../jobs/job-store.ts'

/** A call whose reply went into the store. */
export type TakenLook = {
  readonly query: SourceQuery
  readonly purpose: CallPurpose
  readonly nextToken: string | undefined
  readonly page: SourcePage
  readonly takenAtMs: number
  /** The store has known since when the mirror was settled from this look on, or before. */
  readonly isSettled: boolean
}

/** A walk over the whole list whose last page went into the store. */
export type TakenWalk = {
  readonly firstSentAtMs: number
  readonly endedAtMs: number
  /** It proves that what it did not list was not there, as `Sweep` says. */
  readonly isSettled: boolean
}

export type LookLog = ReturnType<typeof createLookLog>

/** Stands between a sync, its source and its store, and writes down what was asked and taken in. */
export function createLookLog(now: () => number) {
  const looks: TakenLook[] = []
  const walks: TakenWalk[] = []
  const asked = new WeakMap<object, Pick<TakenLook, 'query' | 'purpose' | 'nextToken' | 'page'>>()
  let walk: (TakenWalk & { readonly rows: number; readonly jobCount: number | null }) | null = null

  function note(look: TakenLook) {
    looks.push(look)
    if (look.purpose === 'sweep' && look.query.jobId === undefined) noteOfWalk(look)
  }

  function noteOfWalk({ nextToken, page, takenAtMs }: TakenLook) {
    const begun = { firstSentAtMs: page.sentAtMs, isSettled: true, rows: 0, jobCount: null }
    const before = nextToken === undefined ? begun : walk
    if (before === null) return
    const jobCount = page.jobCount ?? before.jobCount
    const isShrunk = before.jobCount !== null && jobCount !== null && jobCount < before.jobCount
    const rows = before.rows + page.jobs.length + page.unreadable
    const isSettled = before.isSettled && page.unreadable === 0 && !isShrunk
    walk = { ...before, endedAtMs: takenAtMs, rows, jobCount, isSettled }
    if (page.nextToken !== null) return
    walks.push({ ...walk, isSettled: isSettled && jobCount !== null && rows >= jobCount })
    walk = null
  }

  return {
    /** In the order in which they were taken in. */
    looks: (): readonly TakenLook[] => looks,
    walks: (): readonly TakenWalk[] => walks,

    overSource: (source: JobSource): JobSource => ({
      ...source,
      async listJobs(query, page, options) {
        const reply = await source.listJobs(query, page, options)
        const { purpose } = options
        asked.set(reply.jobs, { query, purpose, nextToken: page.nextToken, page: reply })
        return reply
      },
    }),

    overStore: (store: JobStore): JobStore => ({
      ...store,
      async applyPage(observation, record) {
        const applied = await store.applyPage(observation, record)
        const call = asked.get(observation.jobs)
        if (!call) throw new Error('a page that nobody asked for')
        const isSettled = looks.at(-1)?.isSettled || typeof record?.asOf === 'string'
        note({ ...call, takenAtMs: now(), isSettled })
        return applied
      },
    }),
  }
}
