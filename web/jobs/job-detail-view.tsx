import type { ReactNode } from 'react'
import type { JobWithHistory } from '../api/client.ts'
import { JobDetailCallouts } from './job-detail-callouts.tsx'
import { JobDetailHeader } from './job-detail-header.tsx'
import type { DetailVariant } from './job-detail-section.tsx'
import { JobFields } from './job-fields.tsx'
import { JobRoute } from './job-route.tsx'
import { JobTimelineSection } from './job-timeline-section.tsx'

type JobDetailViewProps = {
  detail: JobWithHistory
  variant: DetailVariant
  /** Stands above everything else: that these are not the newest facts, say. */
  notice?: ReactNode
}

export function JobDetailView({ detail, variant, notice }: JobDetailViewProps) {
  const { job } = detail
  return (
    <DetailFrame variant={variant} header={<JobDetailHeader job={job} variant={variant} />}>
      <div className="@container grid min-w-0 content-start gap-(--between)">
        {notice}
        <JobDetailCallouts job={job} />
        <JobRoute job={job} variant={variant} />
        <JobTimelineSection detail={detail} variant={variant} />
      </div>
      <div className="@container min-w-0">
        <JobFields job={job} variant={variant} />
      </div>
    </DetailFrame>
  )
}

type DetailFrameProps = { variant: DetailVariant; header: ReactNode; children: ReactNode }

/** A drawer scrolls below its head; a page puts its second part beside the first. */
export function DetailFrame({ variant, header, children }: DetailFrameProps) {
  if (variant === 'drawer') {
    return (
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        {header}
        <div className="min-h-0 flex-1 [scrollbar-width:thin] overflow-auto px-(--gutter) pt-4 pb-8 [--between:0]">
          {children}
        </div>
      </div>
    )
  }
  return (
    <div className="mx-auto w-full max-w-[calc(var(--w-page)+2*var(--gutter))] px-(--gutter) pb-10">
      {header}
      <div className="grid items-start gap-4 [--between:1rem] wide:grid-cols-[minmax(0,1fr)_21.5rem]">
        {children}
      </div>
    </div>
  )
}
