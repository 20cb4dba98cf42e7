import type { SourcePage } from '../jobs/job-source.ts'
import type { FinishedSweep, PartQuery, Sweep, SweepPart, SyncRecord } from '../jobs/job-store.ts'
import { advance, finish, startSweep } from './sweep.ts'

/** What may part a list: it never changes of a job. */
export type PartKey = 'productKey' | 'targetUid'

/** Nothing that it reads may be older than the walk that it is a part of. */
export function startPart({ startedAt }: Sweep, of: PartQuery, restarts = 0): SweepPart {
  return { ...startSweep(startedAt, restarts), of, isEnded: false }
}

export function partQuery(key: PartKey, value: string): PartQuery {
  return key === 'productKey' ? { productKey: value } : { targetUid: value }
}

export function keyOf(of: PartQuery): PartKey {
  return 'productKey' in of ? 'productKey' : 'targetUid'
}

export function nameOf(of: PartQuery): string {
  return 'productKey' in of ? of.productKey : of.targetUid
}

/** Did the upstream give what was asked for? Some may know no such filter. */
export function isOfPart({ jobs }: Pick<SourcePage, 'jobs'>, of: PartQuery): boolean {
  return jobs.every((job) => job[keyOf(of)] === nameOf(of))
}

export function advancePart(part: SweepPart, page: SourcePage, now: string): SweepPart {
  const { current, last } = advance({ current: part, last: null }, page, now)
  return { ...part, ...(current ?? withoutEnd(last)), isEnded: current === null }
}

function withoutEnd(last: FinishedSweep | null): Partial<Sweep> {
  const { finishedAt: _, unsettledInARow: __, ...walk } = last ?? { finishedAt: '' }
  return walk
}

function sumOf(parts: readonly SweepPart[]) {
  const sum = (count: (part: SweepPart) => number) =>
    parts.reduce((total, part) => total + count(part), 0)
  return {
    pages: sum(({ pages }) => pages),
    jobsRead: sum(({ jobsRead }) => jobsRead),
    jobCount: sum(({ jobCount }) => jobCount ?? 0),
    unreadable: sum(({ unreadable }) => unreadable ?? 0),
  }
}

/** How many jobs the parts hold together; `null`: of some nothing is known yet. */
export function jobsInParts({ parts = [] }: Sweep): number | null {
  return parts.some(({ jobCount }) => jobCount === null) ? null : sumOf(parts).jobCount
}

/** The one that has the most to be read. */
export function longestPart(parts: readonly SweepPart[]): SweepPart | null {
  const rest = ({ jobCount, jobsRead }: SweepPart) =>
    jobCount === null ? Number.POSITIVE_INFINITY : jobCount - jobsRead
  const [first, ...others] = parts.filter(({ isEnded }) => !isEnded)
  return others.reduce<SweepPart | null>(
    (longest, part) => (longest && rest(part) > rest(longest) ? part : longest),
    first ?? null,
  )
}

export function isReadToEnd(parts: readonly SweepPart[]): boolean {
  return parts.every(({ isEnded }) => isEnded)
}

/** Goes on as the plain walk that it was before: what is told of that is left as it was. */
export function withoutParts({ parts: _, isCovered: __, ...walk }: Sweep): Sweep {
  return walk
}

/** How far it has come, whichever way; of its tokens nothing, which are the sync's business alone. */
export function progressOf(walk: Sweep): Omit<Sweep, 'nextToken' | 'parts' | 'isCovered'> {
  const { nextToken: _, ...plain } = withoutParts(walk)
  if (!walk.parts) return plain
  const sum = sumOf(walk.parts)
  return {
    ...plain,
    pages: plain.pages + sum.pages,
    jobsRead: Math.max(plain.jobsRead, sum.jobsRead),
    // Until they are known to be all there is, their lengths may be anything.
    jobCount: walk.isCovered ? Math.max(plain.jobCount ?? 0, sum.jobCount) : plain.jobCount,
    unreadable: sum.unreadable,
  }
}

/**
 * The parts are a whole walk where each was read to its end and together they held all jobs. It is
 * settled where each of them is: of a part nothing was missed, and no job is in none of them.
 */
export function endOfParts(walk: Sweep, now: string): Pick<SyncRecord, 'current' | 'last'> | null {
  const { parts = [] } = walk
  if (!walk.isCovered || !isReadToEnd(parts)) return null
  const doubts = parts.flatMap(({ unsettledBy }) => unsettledBy ?? [])
  const unsettledBy = doubts.includes('clock') ? 'clock' : doubts[0]
  const isSettled = parts.every((part) => part.isSettled)
  const whole = { ...progressOf(walk), nextToken: null, isSettled }
  return {
    current: null,
    last: finish({ ...whole, ...(unsettledBy && { unsettledBy }) }, now, null),
  }
}
