import type { ReactNode } from 'react'
import type { JobWithHistory, MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { Ago } from '../ui/moment.tsx'
import { JobDetailCallouts } from './job-detail-callouts.tsx'
import type { DetailVariant } from './job-detail-section.tsx'
import { JobFields } from './job-fields.tsx'
import { JobRoute } from './job-route.tsx'
import { JobTimelineSection } from './job-timeline-section.tsx'
import { statusWord } from './job-words.ts'
import { StatusGlyph } from './status-glyph.tsx'

export function FoundHeading({ job }: { job: MirroredJob }) {
  const messages = useMessages()
  return (
    <>
      <StatusGlyph status={job.status} size={20} />
      <span className={job.status === 'interrupted' ? 'text-st-stop-text' : ''}>
        {statusWord(messages, job.status)}
      </span>
      {job.status === 'completed' && (
        <span className="rounded-sm bg-surface-3 px-1.5 text-11 leading-5 font-medium tracking-normal text-text-2">
          {messages.detail.notChecked}
        </span>
      )}
    </>
  )
}

export function ConfirmedAgo({ job }: { job: MirroredJob }) {
  const { confirmed } = useMessages().detail
  return (
    <>
      {confirmed} <Ago iso={job.confirmedAt} />
    </>
  )
}

type FoundBodyProps = {
  detail: JobWithHistory
  variant: DetailVariant
  /** Stands above everything else: that these are not the newest facts, say. */
  notice?: ReactNode
}

export function FoundBody({ detail, variant, notice }: FoundBodyProps) {
  const { job } = detail
  return (
    <>
      <div className="@container grid min-w-0 content-start gap-(--between)">
        {notice}
        <JobDetailCallouts job={job} />
        <JobRoute job={job} variant={variant} />
        <JobTimelineSection detail={detail} variant={variant} />
      </div>
      <div className="@container min-w-0">
        <JobFields job={job} variant={variant} />
      </div>
    </>
  )
}
