import type { FailureCode } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'

/** An `ApiError` or a `SyncProblem`. */
type Failure = {
  readonly code: FailureCode
  /** The server's own sentence: English, as the log has it. */
  readonly message: string
  readonly upstreamCode?: string | null
  readonly requestId: string | null
}

type FailureDetailsProps = { failure: Failure; className?: string }

/** What to look up or to quote, as it came: code, sentence, RequestId. */
export function FailureDetails({ failure, className = '' }: FailureDetailsProps) {
  const { code, message, upstreamCode, requestId } = failure
  const { detail, sync } = useMessages()
  const saysMore = message !== '' && !isOurs.has(code)
  if (!upstreamCode && !saysMore && !requestId) return null
  return (
    <p className={`flex min-h-6 flex-wrap items-center gap-x-3 text-12 ${className}`}>
      {upstreamCode && <code className="text-12">{upstreamCode}</code>}
      {saysMore && (
        <span className="text-text-2">
          {sync.notice.said} <span lang="en">{message}</span>
        </span>
      )}
      {requestId && (
        <span className="inline-flex items-center gap-1.5">
          <span className="text-text-2">{sync.notice.requestId}</span>
          <code className="text-12 break-all">{requestId}</code>
          <CopyButton text={requestId} label={detail.copy.requestId} />
        </span>
      )}
    </p>
  )
}

/** Of these the server says no more than the reader's own language does. */
const isOurs: ReadonlySet<FailureCode> = new Set([
  'internal',
  'offline',
  'invalid-request',
  'not-found',
])
