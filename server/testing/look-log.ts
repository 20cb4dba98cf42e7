import type { CallPurpose, JobSource, SourcePage, SourceQuery } from '../jobs/job-source.ts'
import type { JobStore, SyncRecord } from '../jobs/job-store.ts'

/** A call whose reply went into the store. */
export type TakenLook = {
  readonly query: SourceQuery
  readonly purpose: CallPurpose
  readonly nextToken: string | undefined
  readonly number: number | undefined
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

type Call = Pick<TakenLook, 'query' | 'purpose' | 'nextToken' | 'number' | 'page'>

export type LookLog = ReturnType<typeof createLookLog>

/** Stands between a sync, its source and its store, and writes down what was asked and taken in. */
export function createLookLog(now: () => number) {
  const looks: TakenLook[] = []
  const walks: TakenWalk[] = []
  const asked = new WeakMap<object, Call>()
  let walk: OpenWalk | null = null
  let parts = new Map<string, OpenWalk & { readonly isEnded: boolean }>()
  let isWhole = false

  function note(look: TakenLook, record: SyncRecord | undefined) {
    looks.push(look)
    if (look.query.jobId === undefined && look.query.status === undefined) noteOfWalk(look, record)
    isWhole ||= Boolean(record?.last)
  }

  function noteOfWalk({ query, purpose, nextToken, number, page }: TakenLook, record?: SyncRecord) {
    if (Object.keys(query).length > 0) noteOfPart(JSON.stringify(query), nextToken, page)
    if (parts.size > 0 && record?.last && !isWhole) return endParts()
    if (!record?.current?.parts) parts = new Map()
    // The first walk begins with a look at the head; what is read beside its parts is not of it.
    const isFirst = purpose === 'head' && !isWhole && walk === null && nextToken === undefined
    if (parts.size > 0 || (purpose !== 'sweep' && !isFirst)) return
    const isBegun = nextToken === undefined && (number ?? 1) === 1
    const before = isBegun ? begin(page) : walk
    if (before === null) return
    walk = goOn(before, page)
    if (page.nextToken !== null) return
    walks.push(finish(walk))
    walk = null
  }

  function noteOfPart(name: string, nextToken: string | undefined, page: SourcePage) {
    const known = parts.get(name)
    if (known?.isEnded) return
    const part = goOn(nextToken === undefined || !known ? begin(page) : known, page)
    parts.set(name, { ...part, isEnded: page.nextToken === null })
  }

  /** Lists read beside each other are a walk since its first page, if none of them leaves a doubt. */
  function endParts() {
    if (walk === null) return
    const isSettled = [...parts.values()].every((part) => part.isEnded && finish(part).isSettled)
    walks.push({ firstSentAtMs: walk.firstSentAtMs, isSettled, isHint: false })
    walk = null
    parts = new Map()
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
        const { nextToken, number } = page
        asked.set(reply.jobs, { query, purpose, nextToken, number, page: reply })
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
        note({ ...call, takenAtMs: now(), isSettled }, record)
        return applied
      },
    }),
  }
}

function begin({ sentAtMs }: SourcePage): OpenWalk {
  return { firstSentAtMs: sentAtMs, isSettled: true, rows: 0, unreadable: 0, jobCount: null }
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
