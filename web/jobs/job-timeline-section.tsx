import type { JobWithHistory } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Moment } from '../ui/moment.tsx'
import { useNow } from '../ui/now.ts'
import { DetailSection, type DetailVariant } from './job-detail-section.tsx'
import { barSegments, type TimelineEvent, timelineEvents } from './job-timeline.ts'
import { JobTimelineBar } from './job-timeline-bar.tsx'
import { betweenText, eventNote } from './job-timeline-spans.ts'
import { statusWord } from './job-words.ts'
import { StatusGlyph } from './status-glyph.tsx'

type JobTimelineSectionProps = { detail: JobWithHistory; variant: DetailVariant }

/** What two looks at a time could tell of a job: intervals, never moments that nobody saw. */
export function JobTimelineSection({ detail, variant }: JobTimelineSectionProps) {
  const words = useMessages().detail.observed
  const events = timelineEvents(detail)
  return (
    <DetailSection title={words.title} variant={variant}>
      <JobTimelineBar segments={barSegments(detail)} events={events} />
      <ol>
        {events.map((event) => (
          <TimelineItem
            key={`${event.status} ${event.before}`}
            event={event}
            createdAt={detail.job.createdAt}
          />
        ))}
      </ol>
    </DetailSection>
  )
}

type TimelineItemProps = { event: TimelineEvent; createdAt: string | null }

function TimelineItem({ event, createdAt }: TimelineItemProps) {
  const messages = useMessages()
  const formats = useFormats()
  const nowMs = useNow()
  const { after, before } = event
  return (
    <li className="relative flex gap-3 pb-3 not-last:before:absolute not-last:before:top-[22px] not-last:before:bottom-0 not-last:before:left-[7.25px] not-last:before:w-[1.5px] not-last:before:bg-line-2">
      <span className="mt-0.5">
        <StatusGlyph status={event.status} still />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <b className="font-medium">{statusWord(messages, event.status)}</b>
          <span className="text-text-2 tabular-nums">
            {after === null
              ? messages.detail.observed.firstSeen(formats.moment(before, nowMs))
              : betweenText(messages, formats, { after, before, nowMs })}
          </span>
        </div>
        <p className="mt-0.5 text-12 text-pretty text-text-3">
          {eventNote(messages, formats, { event, createdAt, nowMs })}
        </p>
      </div>
      <span className="hidden flex-none text-12 leading-5 text-text-3 @md:block">
        <Moment iso={before} />
      </span>
    </li>
  )
}
