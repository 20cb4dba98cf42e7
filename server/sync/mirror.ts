import type { Gap } from '../jobs/job.ts'
import { defaultSort } from '../jobs/job-filter.ts'
import type { SourcePage } from '../jobs/job-source.ts'
import type { Applied, FinishedSweep, JobStore, Sweep, SyncRecord } from '../jobs/job-store.ts'

/** Where the walk stands with a page of it. */
export type Ahead = (page: SourcePage) => Pick<SyncRecord, 'current' | 'last'>

export type MirrorParts = {
  /** The connection's name. */
  readonly name: string
  readonly store: JobStore
  /** The store could not do what was asked of it. */
  readonly onFailure: (error: unknown) => void
}

export type Mirror = Awaited<ReturnType<typeof createMirror>>

/**
 * One connection's part of the mirror, and how far its sync has come. What is kept here in memory
 * is never ahead of what the store holds, but for `asOf`, which goes in with the next page.
 * What the store throws is told to `onFailure` and thrown on.
 */
export async function createMirror({ name, store, onFailure }: MirrorParts) {
  const inTurn = createTurns()
  let record = await store.readSync(name)
  const settledBefore = await store.lastSettledAt(name)
  let undecidedAtMs = Number.NEGATIVE_INFINITY
  let jobsKnown = await store.countJobs(name)
  let isCountOld = false
  let listedJobId: string | null = null

  /** Runs one after another, so that no reply takes in an older record than the one before it. */
  function inStore<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(work).catch((error: unknown) => {
      onFailure(error)
      throw error
    })
  }

  async function count({ added, returned }: Pick<Applied, 'added' | 'returned'>, gone = false) {
    jobsKnown += added
    isCountOld ||= returned > 0 || gone
    if (!isCountOld) return
    jobsKnown = await store.countJobs(name)
    isCountOld = false
  }

  return {
    record: () => record,
    /** Jobs that are not missing. */
    jobsKnown: () => jobsKnown,
    /** Of the record or, where the mirror is new, of the one that was there before. */
    lastSettledAt: () => record.asOf ?? settledBefore,
    /** A job that the upstream listed in a late reply; `null`: none since the start. */
    listedJobId: () => listedJobId,
    /** Not if a look since then left a row open: the next cycle comes to it. */
    setAsOf(asOf: string) {
      if (undecidedAtMs < Date.parse(asOf)) record = { ...record, asOf }
      undecidedAtMs = Number.NEGATIVE_INFINITY
    },
    setWalk(current: SyncRecord['current']) {
      record = { ...record, current }
    },
    /** The same between two replies, where several are being taken in. */
    changeWalk: (change: (current: Sweep) => Sweep) =>
      inTurn(async () => {
        if (record.current) record = { ...record, current: change(record.current) }
      }),
    /** Takes in one reply, together with where the walk stands. */
    take: (reply: SourcePage, ahead?: Ahead) =>
      inStore(async () => {
        const walk = ahead?.(reply)
        const page = { ...reply, connection: name }
        const applied = await store.applyPage(page, { ...record, ...walk })
        // The cycle may have come further meanwhile; the walk is the caller's alone.
        record = { ...record, ...walk }
        if (applied.undecided > 0) undecidedAtMs = reply.sentAtMs
        listedJobId = reply.jobs[0]?.jobId ?? listedJobId
        await count(applied)
        return applied
      }),
    confirmAbsence: (jobId: string, sentAtMs: number) =>
      inStore(async () => {
        const isMissing = await store.confirmAbsence(name, jobId, sentAtMs)
        await count({ added: 0, returned: 0 }, isMissing)
        return isMissing
      }),
    noteAbsences: (walk: FinishedSweep) => inStore(() => store.noteAbsences(name, walk)),
    doubtfulJobIds: (limit: number) => inStore(() => store.doubtfulJobIds(name, limit)),
    activeJobIds: () => inStore(() => store.activeJobIds(name)),
    /** The record is settled as of `asOf` from now on. */
    recordGap: (gap: Gap, asOf: string) =>
      inStore(async () => {
        await store.recordGap(name, gap, { ...record, asOf })
        record = { ...record, asOf }
      }),
    /** Does it hold the job at all, be it missing? */
    async knows(jobId: string): Promise<boolean> {
      const filter = { jobId: [jobId], connection: [name], missing: 'shown' } as const
      const { jobs } = await store.listJobs({ filter, sort: defaultSort, pageSize: 1 })
      return jobs.length > 0
    },
  }
}

function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn
    return turn
  }
}
