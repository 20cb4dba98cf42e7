import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import type { JobWithHistory } from '../api/client.ts'
import type { ApiError } from '../api/read-reply.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useIntervalMs, useLookOnNews } from '../live/live-context.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { useNow } from '../ui/now.ts'
import { CheckNotice, useJobCheck } from './job-check.tsx'
import { Confirmed, FoundBody, FoundHeading } from './job-detail-found.tsx'
import { DetailFrame, detailBodyClass } from './job-detail-frame.tsx'
import type { DetailVariant } from './job-detail-section.tsx'
import { LoadingBody, LoadingHeading, ProblemBody, ProblemHeading } from './job-detail-states.tsx'
import { DetailPanel, DetailTabList, DetailTabs } from './job-detail-tabs.tsx'
import { jobQueries } from './job-queries.ts'
import { isJob, type JobRef } from './job-ref.ts'
import { ReceivedReply } from './received-reply.tsx'

/** One lost poll is nothing to tell; from the second in a row on, the reader is told. */
const tellAfterMs = 5000

type JobDetailProps = { wanted: JobRef; variant: DetailVariant }

/** One job, kept fresh: what was once read stays on screen whatever happens to later reads. */
export function JobDetail({ wanted, variant }: JobDetailProps) {
  const { jobId } = wanted
  const intervalMs = useIntervalMs({ stream: 10_000, polling: 3000 })
  const query = useQuery(jobQueries(useApi()).one(wanted, intervalMs))
  const failure = useLastFailure(wanted, query.error)
  const { data } = query
  // A job that nobody knows is asked for upstream each time: news that may be of others are no reason.
  useLookOnNews(query.refetch, {
    gapMs: 0,
    isMine: ({ changes }) => changes?.some((change) => isJob(wanted, change)) ?? !!data,
  })
  const check = useJobCheck(wanted, data?.job.confirmedAt)
  // One tree whatever is known: the heading keeps the focus from loading to loaded.
  return (
    <DetailTabs variant={variant}>
      {data ? (
        <DetailFrame
          jobId={jobId}
          variant={variant}
          heading={<FoundHeading job={data.job} />}
          aside={<Confirmed job={data.job} check={check} />}
          tabs={<DetailTabList />}
        >
          <DetailPanel tab={null} className={detailBodyClass(variant)}>
            <FoundBody detail={data} variant={variant}>
              <StaleNotice query={query} />
              <CheckNotice check={check} />
            </FoundBody>
          </DetailPanel>
          <DetailPanel tab="json" className={detailBodyClass(variant, true)}>
            <ReceivedReply job={data.job} />
          </DetailPanel>
        </DetailFrame>
      ) : (
        <DetailFrame
          jobId={jobId}
          variant={variant}
          heading={failure ? <ProblemHeading error={failure} /> : <LoadingHeading />}
        >
          <div className={detailBodyClass(variant)}>
            {failure ? (
              <ProblemBody
                error={failure}
                isRetrying={query.isFetching}
                onRetry={() => void query.refetch({ cancelRefetch: false })}
              />
            ) : (
              <LoadingBody />
            )}
          </div>
        </DetailFrame>
      )}
    </DetailTabs>
  )
}

/** A query forgets its error while it tries again; the reader should not lose sight of it. */
function useLastFailure({ jobId, connection }: JobRef, error: ApiError | null): ApiError | null {
  const name = `${connection} ${jobId}`
  const [last, setLast] = useState({ name, error })
  if (error && error !== last.error) setLast({ name, error })
  return last.name === name ? last.error : null
}

function StaleNotice({ query }: { query: UseQueryResult<JobWithHistory, ApiError> }) {
  const messages = useMessages()
  const formats = useFormats()
  const nowMs = useNow()
  const { error, dataUpdatedAt, errorUpdatedAt } = query
  if (!error || errorUpdatedAt - dataUpdatedAt < tellAfterMs) return null
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
        <b>{messages.detail.stale(formats.moment(new Date(dataUpdatedAt).toISOString(), nowMs))}</b>
        <p className="text-text-2">{failureInWords(messages, error.code).title}</p>
      </div>
    </div>
  )
}
