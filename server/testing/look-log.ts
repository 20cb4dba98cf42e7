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
  /** It proves that what it did not list was not there, as `Sweep` says. */
  readonly isSettled: boolean
  /** It is no proof, but read nine tenths of the list: that it is so again and again means something. */
  readonly isHint: boolean
}

type OpenWalk = Pick<TakenWalk, 'firstSentAtMs' | 'isSettled'> & {
  readonly rows: number
  readonly unreadable: number
  readonly jobCount: number | null
}

export type LookLog = ReturnType<typeof createLookLog>

/** Stands between a sync, its source and its store, and writes down what was asked and taken in. */
export function createLookLog(now: () => number) {
  const looks: TakenLook[] = []
  const walks: TakenWalk[] = []
  const asked = new WeakMap<object, Pick<TakenLook, 'query' | 'purpose' | 'nextToken' | 'page'>>()
  let walk: OpenWalk | null = null

  function note(look: TakenLook) {
    looks.push(look)
    if (look.purpose === 'sweep' && look.query.jobId === undefined) noteOfWalk(look)
  }

  function noteOfWalk({ nextToken, page }: TakenLook) {
    const begun = { firstSentAtMs: page.sentAtMs, isSettled: true, rows: 0, unreadable: 0 }
    const before = nextToken === undefined ? { ...begun, jobCount: null } : walk
    if (before === null) return
    walk = goOn(before, page)
    if (page.nextToken !== null) return
    walks.push(finish(walk))
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

function goOn(walk: OpenWalk, page: SourcePage): OpenWalk {
  const jobCount = page.jobCount ?? walk.jobCount
  const isShrunk = walk.jobCount !== null && jobCount !== null && jobCount < walk.jobCount
  return {
    ...walk,
    rows: walk.rows + page.jobs.length,
    unreadable: walk.unreadable + page.unreadable,
    jobCount,
    isSettled: walk.isSettled && !isShrunk,
  }
}

function finish({ firstSentAtMs, rows, unreadable, jobCount, ...walk }: OpenWalk): TakenWalk {
  const isWhole = unreadable === 0 && jobCount !== null && rows >= jobCount
  const isSettled = walk.isSettled && isWhole
  return { firstSentAtMs, isSettled, isHint: !isSettled && rows >= 0.9 * (jobCount ?? 0) }
}
