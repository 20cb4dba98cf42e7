import type { ReactNode } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import type { DetailVariant } from './job-detail-section.tsx'

/** The drawer gives it the focus when it opens. One element from loading to loaded, to keep it. */
export const detailHeadingId = 'job-detail-heading'

type DetailFrameProps = {
  jobId: string
  variant: DetailVariant
  heading: ReactNode
  /** At the far end of the line of the id. */
  aside?: ReactNode
  children: ReactNode
}

/** Head and body of the detail, whatever is known of the job. A drawer scrolls below its head. */
export function DetailFrame({ variant, children, ...head }: DetailFrameProps) {
  if (variant === 'drawer') {
    return (
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <header className="border-b border-line px-(--gutter) pt-4 pb-3">
          <DetailHead variant={variant} {...head} />
        </header>
        <div className="min-h-0 flex-1 overflow-auto px-(--gutter) pt-4 pb-8 [--between:0] [scrollbar-width:thin]">
          {children}
        </div>
      </div>
    )
  }
  return (
    <div className="mx-auto w-full max-w-[calc(var(--w-page)+2*var(--gutter))] px-(--gutter) pb-10">
      <header className="pt-6 pb-4">
        <DetailHead variant={variant} {...head} />
      </header>
      <div className="grid items-start gap-4 [--between:1rem] wide:grid-cols-[minmax(0,1fr)_21.5rem]">
        {children}
      </div>
    </div>
  )
}

function DetailHead({ jobId, variant, heading, aside }: Omit<DetailFrameProps, 'children'>) {
  const { copy } = useMessages().detail
  const Heading = variant === 'page' ? 'h1' : 'h2'
  return (
    <>
      <Heading
        id={detailHeadingId}
        tabIndex={-1}
        className={`flex min-h-6 flex-wrap items-center gap-2 tracking-tight outline-none ${variant === 'page' ? 'text-20' : 'text-16'}`}
      >
        {heading}
      </Heading>
      <div className="mt-1 flex min-h-7 flex-wrap items-center gap-x-1">
        <code className="text-13 break-all text-text-2">{jobId}</code>
        <CopyButton text={jobId} label={copy.jobId} />
        {aside && (
          <span className="ml-auto flex items-center gap-1 text-12 text-text-3">{aside}</span>
        )}
      </div>
    </>
  )
}
