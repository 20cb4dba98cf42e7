import type { MirroredJob } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Ago } from '../ui/moment.tsx'
import type { DetailVariant } from './job-detail-section.tsx'
import { statusWord } from './job-words.ts'
import { StatusGlyph } from './status-glyph.tsx'

/** The drawer is labelled by it, and gives it the focus when it opens. */
export const detailHeadingId = 'job-detail-heading'

type JobDetailHeaderProps = { job: MirroredJob; variant: DetailVariant }

export function JobDetailHeader({ job, variant }: JobDetailHeaderProps) {
  const messages = useMessages()
  return (
    <HeaderFrame variant={variant}>
      <DetailHeading variant={variant}>
        <StatusGlyph status={job.status} size={20} />
        <span className={job.status === 'interrupted' ? 'text-st-stop-text' : ''}>
          {statusWord(messages, job.status)}
        </span>
        {job.status === 'completed' && (
          <span className="rounded-sm bg-surface-3 px-1.5 text-11 leading-5 font-medium tracking-normal text-text-2">
            {messages.detail.notChecked}
          </span>
        )}
      </DetailHeading>
      <div className="mt-1 flex min-h-7 flex-wrap items-center gap-x-1">
        <code className="text-13 break-all text-text-2">{job.jobId}</code>
        <CopyButton text={job.jobId} label={messages.detail.copy.jobId} />
        <span className="ml-auto text-12 text-text-3">
          {messages.detail.confirmed} <Ago iso={job.confirmedAt} />
        </span>
      </div>
    </HeaderFrame>
  )
}

export function HeaderFrame({
  variant,
  children,
}: {
  variant: DetailVariant
  children: React.ReactNode
}) {
  return (
    <header
      className={variant === 'page' ? 'pt-6 pb-4' : 'border-b border-line px-(--gutter) pt-4 pb-3'}
    >
      {children}
    </header>
  )
}

export function DetailHeading({
  variant,
  children,
}: {
  variant: DetailVariant
  children: React.ReactNode
}) {
  const Heading = variant === 'page' ? 'h1' : 'h2'
  return (
    <Heading
      id={detailHeadingId}
      tabIndex={-1}
      className={`flex flex-wrap items-center gap-2 tracking-tight ${variant === 'page' ? 'text-20' : 'text-16'}`}
    >
      {children}
    </Heading>
  )
}
