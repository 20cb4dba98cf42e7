import { Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobWithHistory } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNow } from '../ui/now.ts'
import { DetailSection, type DetailVariant } from './job-detail-section.tsx'
import {
  barSegments,
  type TimelineEvent,
  type TimelineGap,
  timelineEvents,
  timelineItems,
} from './job-timeline.ts'
import { JobTimelineBar } from './job-timeline-bar.tsx'
import { betweenText, eventNote, gapText, windowText } from './job-timeline-spans.ts'
import { statusWord } from './job-words.ts'
import { StatusGlyph } from './status-glyph.tsx'

type JobTimelineSectionProps = { detail: JobWithHistory; variant: DetailVariant }

/** What two looks at a time could tell of a job: intervals, never moments that nobody saw. */
export function JobTimelineSection({ detail, variant }: JobTimelineSectionProps) {
  const words = useMessages().detail.observed
  return (
    <DetailSection title={words.title} variant={variant}>
      <JobTimelineBar segments={barSegments(detail)} events={timelineEvents(detail)} />
      <ol>
        {timelineItems(detail).map((item) =>
          item.kind === 'gap' ? (
            <GapItem key={`gap ${item.before}`} gap={item} />
          ) : (
            <EventItem
              key={`${item.status} ${item.before}`}
              event={item}
              createdAt={detail.job.createdAt}
            />
          ),
        )}
      </ol>
    </DetailSection>
  )
}

function EventItem({ event, createdAt }: { event: TimelineEvent; createdAt: string | null }) {
  const messages = useMessages()
  const formats = useFormats()
  const nowMs = useNow()
  const { after, before } = event
  return (
    <Item
      rail="not-last:before:bg-line-2"
      glyph={<StatusGlyph status={event.status} />}
      title={statusWord(messages, event.status)}
      when={
        after === null
          ? messages.detail.observed.firstSeen(formats.moment(before, nowMs))
          : betweenText(messages, formats, { after, before, nowMs })
      }
      note={eventNote(messages, formats, { event, createdAt, nowMs })}
      aside={<Moment iso={before} />}
    />
  )
}

function GapItem({ gap }: { gap: TimelineGap }) {
  const messages = useMessages()
  const formats = useFormats()
  const nowMs = useNow()
  const words = messages.detail.observed
  const [from, to] = [statusWord(messages, gap.from), statusWord(messages, gap.to)]
  return (
    <Item
      rail={dotted}
      glyph={<Clock aria-hidden="true" className="size-4 text-text-3" strokeWidth={1.75} />}
      title={words.gap}
      when={gapText(messages, formats, { ...gap, nowMs })}
      note={gap.from === gap.to ? words.gapSame(from) : words.gapChanged(from, to)}
      aside={windowText(formats, gap.lengthMs)}
    />
  )
}

const dotted =
  'not-last:before:bg-[repeating-linear-gradient(to_bottom,var(--line-3)_0_2px,transparent_2px_5px)]'

type ItemProps = {
  rail: string
  glyph: ReactNode
  title: string
  when: string
  note: string
  aside: ReactNode
}

function Item({ rail, glyph, title, when, note, aside }: ItemProps) {
  return (
    <li
      className={`relative flex gap-3 pb-3 not-last:before:absolute not-last:before:top-[22px] not-last:before:bottom-0 not-last:before:left-[7.25px] not-last:before:w-[1.5px] ${rail}`}
    >
      <span className="mt-0.5">{glyph}</span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <b className="font-medium">{title}</b>
          <span className="text-text-2 tabular-nums">{when}</span>
        </div>
        <p className="mt-0.5 text-12 text-pretty text-text-3">{note}</p>
      </div>
      <span className="hidden flex-none text-12 leading-5 text-text-3 tabular-nums @md:block">
        {aside}
      </span>
    </li>
  )
}
