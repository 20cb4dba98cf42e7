import type { JobStatus, JobWithHistory, MirroredJob, Transition } from '../api/client.ts'
import { isFinalStatus } from './job-words.ts'

/** How long a status lasted, as far as two looks at each end can tell. */
export type Lasted = { readonly atLeastMs: number; readonly atMostMs: number | null }

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

/** What was seen of a job, newest first. */
export function timelineEvents({ job, transitions }: JobWithHistory): readonly TimelineEvent[] {
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
        lasted: lastedOf(job, transition, next),
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

function lastedOf(job: MirroredJob, began: Transition, next: Transition | undefined) {
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
  }
}

/** The upstream's clock is not ours: a creation after the first look says nothing. */
function createdBefore(job: MirroredJob, first: Transition): number | null {
  if (job.createdAt === null) return null
  const created = ms(job.createdAt)
  return created <= ms(first.before) ? created : null
}

export type BarSegment = {
  /** `uncertain`: between two looks of which one showed the status before, one the status after. */
  readonly status: JobStatus | 'uncertain'
  readonly fromMs: number
  readonly toMs: number
}

/** The observed life of a job from left to right, without holes. Empty where none of it was seen. */
export function barSegments({ job, transitions }: JobWithHistory): readonly BarSegment[] {
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
  const visible = joined(segments.filter((segment) => segment.toMs > segment.fromMs))
  return visible.some((segment) => segment.status !== 'uncertain') ? visible : []
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
