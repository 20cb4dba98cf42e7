import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useNow } from '../ui/now.ts'
import type { BarSegment, TimelineEvent } from './job-timeline.ts'
import { exactSpan, lastedText, longWindowMs } from './job-timeline-spans.ts'
import { statusKey, statusWord } from './job-words.ts'

type JobTimelineBarProps = {
  segments: readonly BarSegment[]
  events: readonly TimelineEvent[]
}

/** The observed life of a job in one bar, to scale. */
export function JobTimelineBar({ segments, events }: JobTimelineBarProps) {
  const messages = useMessages()
  const formats = useFormats()
  const nowMs = useNow()
  const first = segments[0]
  const last = segments.at(-1)
  if (!first || !last) return null
  const moment = (ms: number) => formats.moment(new Date(ms).toISOString(), nowMs)
  return (
    <div role="img" aria-label={barSentence(messages, formats, events)} className="mt-1 mb-3">
      <span className="flex h-2 gap-px overflow-hidden rounded-sm forced-color-adjust-none">
        {segments.map((segment) => (
          <i
            key={segment.fromMs}
            data-segment={segment.status}
            className={`block h-full min-w-1 basis-0 ${ink(segment)}`}
            style={{ flexGrow: segment.toMs - segment.fromMs }}
          />
        ))}
      </span>
      <span className="relative mt-1 flex justify-between text-11 text-text-3 tabular-nums">
        <span>{moment(first.fromMs)}</span>
        <LongestGap segments={segments} />
        <span>{moment(last.toMs)}</span>
      </span>
    </div>
  )
}

/** Only the longest is named, and only where its label stays clear of both ends. */
function LongestGap({ segments }: { segments: readonly BarSegment[] }) {
  const messages = useMessages()
  const formats = useFormats()
  const gap = segments.filter(isUnseen).toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]
  const start = segments[0]?.fromMs ?? 0
  const whole = (segments.at(-1)?.toMs ?? 0) - start
  if (!gap) return null
  const center = ((gap.fromMs + gap.toMs) / 2 - start) / whole
  if (center < 0.3 || center > 0.7) return null
  return (
    <span className="absolute -translate-x-1/2" style={{ left: `${center * 100}%` }}>
      {messages.detail.observed.uncertain(exactSpan(formats, lengthOf(gap)))}
    </span>
  )
}

function barSentence(messages: Messages, formats: Formats, events: readonly TimelineEvent[]) {
  const words = messages.detail.observed
  const parts = events.toReversed().map(({ status, lasted }) => {
    const word = statusWord(messages, status)
    return lasted ? words.barPart(word, lastedText(messages, formats, lasted)) : word
  })
  return words.bar(formats.list(parts))
}

function ink(segment: BarSegment): string {
  if (isUnseen(segment)) return hatched
  if (segment.status === 'uncertain' || segment.status === 'gap') return 'bg-line-3'
  return inks[statusKey(segment.status)]
}

const inks: Record<ReturnType<typeof statusKey>, string> = {
  initializing: 'bg-st-init',
  running: 'bg-st-run',
  completed: 'bg-st-done',
  interrupted: 'bg-st-stop',
  unknown: 'bg-st-unknown',
}

const hatched = 'bg-[repeating-linear-gradient(135deg,var(--line-3)_0_1.5px,transparent_1.5px_5px)]'

const lengthOf = (segment: BarSegment) => segment.toMs - segment.fromMs

/** Hatched, and the longest of them named. */
function isUnseen(segment: BarSegment): boolean {
  if (segment.status === 'gap') return true
  return segment.status === 'uncertain' && lengthOf(segment) >= longWindowMs
}
