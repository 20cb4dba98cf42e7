import type { Gap, JobStatus, JobWithHistory, MirroredJob, Transition } from '../api/client.ts'
import { isFinalStatus } from './job-words.ts'

/** How long a status lasted, as far as two looks at each end can tell. */
export type Lasted = {
  readonly atLeastMs: number
  readonly atMostMs: number | null
  /** Of the time that it lasted at least, in which nobody looked. */
  readonly unobservedMs: number
}

export type TimelineEvent = {
  readonly kind: 'first-look' | 'changed' | 'went-back'
  readonly from: JobStatus | null
  readonly status: JobStatus
  /** The last look that still showed another status; `null`: there was none. */
  readonly after: string | null
  readonly before: string
  /** Between the two looks; `null` where there was only one. */
  readonly windowMs: number | null
  /** `null` for a final status, which does not last, and where nothing can be said. */
  readonly lasted: Lasted | null
  /** The status that the job has now. */
  readonly isCurrent: boolean
}

/** A time in which nobody looked. */
export type TimelineGap = {
  readonly kind: 'gap'
  readonly after: string
  readonly before: string
  readonly lengthMs: number
  /** What the last look before it showed, and the first one after it. */
  readonly from: JobStatus
  readonly to: JobStatus
}

/** What was seen of a job and when nobody looked, newest first. */
export function timelineItems(detail: JobWithHistory): readonly (TimelineEvent | TimelineGap)[] {
  const items = [...timelineEvents(detail), ...timelineGaps(detail)]
  // What a gap hid was seen at its end: the change stands above the gap. The sort keeps that order.
  return items.sort((a, b) => ms(b.before) - ms(a.before))
}

function timelineGaps({ transitions, gaps }: JobWithHistory): readonly TimelineGap[] {
  const statusAt = (iso: string) => transitions.findLast(({ before }) => ms(before) <= ms(iso))?.to
  return gaps.flatMap(({ after, before }) => {
    const [from, to] = [statusAt(after), statusAt(before)]
    if (from === undefined || to === undefined) return []
    return [{ kind: 'gap', after, before, lengthMs: ms(before) - ms(after), from, to }]
  })
}

/** What was seen of a job, newest first. */
export function timelineEvents({
  job,
  transitions,
  gaps,
}: JobWithHistory): readonly TimelineEvent[] {
  return transitions
    .map((transition, index) => {
      const next = transitions[index + 1]
      return {
        kind: kindOf(transition),
        from: transition.from,
        status: transition.to,
        after: transition.after,
        before: transition.before,
        windowMs: transition.after === null ? null : ms(transition.before) - ms(transition.after),
        lasted: lastedOf({ job, began: transition, next, gaps }),
        isCurrent: next === undefined,
      }
    })
    .reverse()
}

const rank: Record<string, number> = { initializing: 0, running: 1, completed: 2, interrupted: 2 }

/** Jobs do not go back, by the documents. One that was seen to do so is shown as it was seen. */
function kindOf({ from, to }: Transition): TimelineEvent['kind'] {
  if (from === null) return 'first-look'
  const [was, is] = [rank[from], rank[to]]
  const wentBack = isFinalStatus(from) || (was !== undefined && is !== undefined && is < was)
  return wentBack ? 'went-back' : 'changed'
}

type Stay = {
  job: MirroredJob
  began: Transition
  next: Transition | undefined
  gaps: readonly Gap[]
}

function lastedOf({ job, began, next, gaps }: Stay): Lasted | null {
  if (!next && isFinalStatus(began.to)) return null
  const earliest = began.after === null ? createdBefore(job, began) : ms(began.after)
  // Initializing begins with the job itself; every other first look may have come late.
  const knownStart = began.after === null && began.to === 'initializing'
  const latest = knownStart && earliest !== null ? earliest : ms(began.before)
  const endsAfter = next ? ms(next.after ?? began.before) : ms(job.confirmedAt)
  const endsBefore = next ? ms(next.before) : ms(job.confirmedAt)
  return {
    atLeastMs: Math.max(0, endsAfter - latest),
    atMostMs: earliest === null ? null : Math.max(0, endsBefore - earliest),
    unobservedMs: gaps.reduce((sum, gap) => sum + overlapMs(gap, latest, endsAfter), 0),
  }
}

function overlapMs({ after, before }: Gap, fromMs: number, toMs: number): number {
  return Math.max(0, Math.min(ms(before), toMs) - Math.max(ms(after), fromMs))
}

/** The upstream's clock is not ours: a creation after the first look says nothing. */
function createdBefore(job: MirroredJob, first: Transition): number | null {
  if (job.createdAt === null) return null
  const created = ms(job.createdAt)
  return created <= ms(first.before) ? created : null
}

export type BarSegment = {
  /**
   * `uncertain`: between two looks of which one showed the status before, one the status after.
   * `gap`: nobody looked.
   */
  readonly status: JobStatus | 'uncertain' | 'gap'
  readonly fromMs: number
  readonly toMs: number
}

/** The observed life of a job from left to right, without holes. Empty where none of it was seen. */
export function barSegments({ job, transitions, gaps }: JobWithHistory): readonly BarSegment[] {
  const segments: BarSegment[] = []
  transitions.forEach((transition, index) => {
    const next = transitions[index + 1]
    const seen = ms(transition.before)
    const start = transition.after === null ? createdBefore(job, transition) : ms(transition.after)
    if (start !== null) {
      const isKnown = transition.after === null && transition.to === 'initializing'
      segments.push({ status: isKnown ? transition.to : 'uncertain', fromMs: start, toMs: seen })
    }
    if (!next && isFinalStatus(transition.to)) return
    const end = next ? ms(next.after ?? transition.before) : ms(job.confirmedAt)
    segments.push({ status: transition.to, fromMs: seen, toMs: end })
  })
  const cut = segments.flatMap((segment) => cutOut(segment, gaps))
  const visible = joined(cut.filter((segment) => segment.toMs > segment.fromMs))
  return visible.some(({ status }) => status !== 'uncertain' && status !== 'gap') ? visible : []
}

/** The segment, with gaps where nobody looked. */
function cutOut(segment: BarSegment, gaps: readonly Gap[]): readonly BarSegment[] {
  const parts: BarSegment[] = []
  let fromMs = segment.fromMs
  for (const { after, before } of gaps) {
    const start = Math.max(ms(after), fromMs)
    const end = Math.min(ms(before), segment.toMs)
    if (end <= start) continue
    parts.push({ ...segment, fromMs, toMs: start })
    parts.push({ status: 'gap', fromMs: start, toMs: end })
    fromMs = end
  }
  return [...parts, { ...segment, fromMs }]
}

function joined(segments: readonly BarSegment[]): readonly BarSegment[] {
  const done: BarSegment[] = []
  for (const segment of segments) {
    const last = done.at(-1)
    if (last?.status === segment.status) done[done.length - 1] = { ...last, toMs: segment.toMs }
    else done.push(segment)
  }
  return done
}

const ms = (iso: string) => Date.parse(iso)
