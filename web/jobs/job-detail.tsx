import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useNow } from '../ui/now.ts'
import type { DetailVariant } from './job-detail-section.tsx'
import { JobDetailProblem, JobDetailSkeleton } from './job-detail-states.tsx'
import { JobDetailView } from './job-detail-view.tsx'
import { jobQueries } from './job-queries.ts'

/** One lost poll is nothing to tell; from the second in a row on, the reader is told. */
const tellAfterMs = 5000

type JobDetailProps = { jobId: string; variant: DetailVariant }

/** One job, kept fresh: what was once read stays on screen whatever happens to later reads. */
export function JobDetail({ jobId, variant }: JobDetailProps) {
  return <FetchedDetail key={jobId} jobId={jobId} variant={variant} />
}

function FetchedDetail({ jobId, variant }: JobDetailProps) {
  const api = useApi()
  const query = useQuery(jobQueries(api).one(jobId))
  const { data, error } = query
  // The query forgets its error while it tries again; the reader should not lose sight of it.
  const [lastError, setLastError] = useState(error)
  if (error && error !== lastError) setLastError(error)
  if (data) {
    const isStale = error !== null && query.errorUpdatedAt - query.dataUpdatedAt > tellAfterMs
    return (
      <JobDetailView
        detail={data}
        variant={variant}
        notice={isStale && <StaleNotice sinceMs={query.dataUpdatedAt} reason={error.message} />}
      />
    )
  }
  if (lastError) {
    return (
      <JobDetailProblem
        jobId={jobId}
        variant={variant}
        error={lastError}
        isRetrying={query.isFetching}
        onRetry={() => void query.refetch({ cancelRefetch: false })}
      />
    )
  }
  return <JobDetailSkeleton jobId={jobId} variant={variant} />
}

function StaleNotice({ sinceMs, reason }: { sinceMs: number; reason: string }) {
  const { stale } = useMessages().detail
  const formats = useFormats()
  const nowMs = useNow()
  return (
    <div
      role="status"
      className="mb-3 flex gap-3 rounded-lg border border-warn-line bg-warn-soft p-3"
    >
      <TriangleAlert
        aria-hidden="true"
        strokeWidth={2.25}
        className="mt-0.5 size-4 flex-none text-warn-text"
      />
      <div>
        <b>{stale(formats.moment(new Date(sinceMs).toISOString(), nowMs))}</b>
        <p className="text-text-2">{reason}</p>
      </div>
    </div>
  )
}
