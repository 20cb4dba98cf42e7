import type { ReactNode } from 'react'
import type { JobWithHistory, MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { Ago } from '../ui/moment.tsx'
import { useNow } from '../ui/now.ts'
import { CheckButton, type JobCheck } from './job-check.tsx'
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
      <StatusGlyph status={job.status} size={20} turns />
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

const justMs = 2000

/** When we last knew, and the way to know now. */
export function Confirmed({ job, check }: { job: MirroredJob; check: JobCheck }) {
  const { confirmed, confirmedNow } = useMessages().detail
  const isJustNow = useNow() - Date.parse(job.confirmedAt) < justMs
  return (
    <>
      {isJustNow ? confirmedNow : <Ago iso={job.confirmedAt} within={confirmed} />}
      <CheckButton check={check} />
    </>
  )
}

type FoundBodyProps = {
  detail: JobWithHistory
  variant: DetailVariant
  /** Stands above everything else: that these are not the newest facts, say. */
  children: ReactNode
}

export function FoundBody({ detail, variant, children }: FoundBodyProps) {
  const { job } = detail
  return (
    <>
      <div className="@container grid min-w-0 grid-cols-1 content-start gap-(--between)">
        {children}
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
