import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ApiError, isPassing } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { DetailHeading, HeaderFrame } from './job-detail-header.tsx'
import type { DetailVariant } from './job-detail-section.tsx'
import { DetailFrame } from './job-detail-view.tsx'
import { GoneGlyph } from './status-glyph.tsx'

type JobDetailSkeletonProps = { jobId: string; variant: DetailVariant }

/** The id is known from the link; the rest has the geometry of what comes. */
export function JobDetailSkeleton({ jobId, variant }: JobDetailSkeletonProps) {
  const { loading } = useMessages().detail
  return (
    <DetailFrame
      variant={variant}
      header={
        <HeaderFrame variant={variant}>
          <DetailHeading variant={variant}>
            <span className="sr-only">{loading}</span>
            <span className="skeleton my-1 h-4 w-36" />
          </DetailHeading>
          <JobIdLine jobId={jobId} />
        </HeaderFrame>
      }
    >
      <div aria-hidden="true" className={`grid gap-8 ${late}`}>
        <SkeletonSection lines={['w-full', 'w-4/5', 'w-11/12', 'w-3/4']} />
        <SkeletonSection lines={['w-full', 'w-2/3', 'w-1/2']} />
      </div>
      <div aria-hidden="true" className={`mt-8 ${late}`}>
        <SkeletonSection lines={['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3']} />
      </div>
    </DetailFrame>
  )
}

/** A job that is there at once should not flash its skeleton. */
const late = 'opacity-100 transition-opacity delay-300 starting:opacity-0'

function SkeletonSection({ lines }: { lines: readonly string[] }) {
  return (
    <div className="grid gap-5">
      <span className="skeleton h-3 w-24" />
      {lines.map((width) => (
        <span key={width} className={`skeleton ${width}`} />
      ))}
    </div>
  )
}

function JobIdLine({ jobId }: { jobId: string }) {
  const { copy } = useMessages().detail
  return (
    <div className="mt-1 flex min-h-7 items-center gap-1">
      <code className="text-13 break-all text-text-2">{jobId}</code>
      <CopyButton text={jobId} label={copy.jobId} />
    </div>
  )
}

type JobDetailProblemProps = {
  jobId: string
  variant: DetailVariant
  error: ApiError
  isRetrying: boolean
  onRetry: () => void
}

/** Nothing is known of the job: there is none, or the look for it failed. */
export function JobDetailProblem(props: JobDetailProblemProps) {
  const { jobId, variant, error } = props
  const { problem } = useMessages().detail
  const kind = kindOf(error)
  const title = {
    'not-found': problem.notFound,
    offline: problem.offline,
    upstream: problem.upstream,
  }[kind]
  return (
    <DetailFrame
      variant={variant}
      header={
        <HeaderFrame variant={variant}>
          <DetailHeading variant={variant}>
            {kind === 'not-found' ? (
              <GoneGlyph size={20} />
            ) : (
              <TriangleAlert aria-hidden="true" className="size-5 flex-none text-warn-text" />
            )}
            {title}
          </DetailHeading>
          <JobIdLine jobId={jobId} />
        </HeaderFrame>
      }
    >
      <div role="status" className="grid justify-items-start gap-3">
        <ProblemText {...props} />
      </div>
    </DetailFrame>
  )
}

function ProblemText({ error, isRetrying, onRetry }: JobDetailProblemProps): ReactNode {
  const { problem, copy } = useMessages().detail
  const kind = kindOf(error)
  if (kind === 'not-found') {
    return (
      <div className="grid gap-1 text-pretty text-text-2">
        <p>{problem.notFoundText}</p>
        <p className="text-text-3">{problem.notFoundHint}</p>
      </div>
    )
  }
  return (
    <>
      <p className="text-pretty text-text-2">
        {kind === 'offline' ? problem.offlineText : problem.upstreamText}
      </p>
      {kind === 'upstream' && <p>{error.message}</p>}
      {error.requestId && (
        <p className="flex flex-wrap items-center gap-1.5 text-12 text-text-2">
          {problem.requestId}
          <code className="break-all text-text">{error.requestId}</code>
          <CopyButton text={error.requestId} label={copy.requestId} />
        </p>
      )}
      <div className="flex items-center gap-3">
        <Button onClick={onRetry} aria-busy={isRetrying}>
          {isRetrying ? problem.retrying : problem.retry}
        </Button>
        {isPassing(error) && <span className="text-12 text-text-3">{problem.again}</span>}
      </div>
    </>
  )
}

function kindOf(error: ApiError) {
  if (error.code === 'not-found' || error.code === 'invalid-request') return 'not-found'
  return error.code === 'offline' ? 'offline' : 'upstream'
}
