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
  /** Between head and body: which body it is. */
  tabs?: ReactNode
  children: ReactNode
}

/** Head and body of the detail, whatever is known of the job. A drawer scrolls below its head. */
export function DetailFrame({ variant, tabs, children, ...head }: DetailFrameProps) {
  if (variant === 'drawer') {
    return (
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <header className={`border-b border-line px-(--gutter) pt-4 ${tabs ? '' : 'pb-3'}`}>
          <DetailHead variant={variant} {...head} />
          {tabs}
        </header>
        {children}
      </div>
    )
  }
  return (
    <div className="mx-auto w-full max-w-[calc(var(--w-page)+2*var(--gutter))] px-(--gutter) pb-10">
      <header className={`pt-6 ${tabs ? 'mb-4 border-b border-line' : 'pb-4'}`}>
        <DetailHead variant={variant} {...head} />
        {tabs}
      </header>
      {children}
    </div>
  )
}

/** How a body lies in the frame; `isWide`: it is one piece, not a page's two columns. */
export function detailBodyClass(variant: DetailVariant, isWide = false): string {
  if (variant === 'drawer') {
    return 'min-h-0 flex-1 overflow-auto px-(--gutter) pt-4 pb-8 outline-none [--between:0] [scrollbar-width:thin]'
  }
  const columns = isWide ? '' : 'wide:grid-cols-[minmax(0,1fr)_21.5rem]'
  return `grid grid-cols-1 items-start gap-4 outline-none [--between:1rem] ${columns}`
}

function DetailHead({
  jobId,
  variant,
  heading,
  aside,
}: Omit<DetailFrameProps, 'tabs' | 'children'>) {
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
