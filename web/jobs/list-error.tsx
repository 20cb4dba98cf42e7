import { ApiError } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyPage } from './empty-list.tsx'

/** The first read failed, so there are no rows to keep. */
export function ListError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const messages = useMessages()
  const words = messages.list.error
  const code = error instanceof ApiError ? error.code : 'internal'
  const requestId = error instanceof ApiError ? error.requestId : null
  const { title, help } = failureInWords(messages, code)
  return (
    <EmptyPage title={words.title}>
      <p role="alert" className="mt-1 max-w-[60ch] text-balance text-text-2">
        {title} {help}
      </p>
      {code !== 'internal' && code !== 'offline' && (
        <p className="mt-2 text-12 text-text-3">{error.message}</p>
      )}
      {requestId && (
        <p className="mt-2 inline-flex items-center gap-1.5 text-12">
          <span className="text-text-2">{messages.sync.notice.requestId}</span>
          <code className="text-12">{requestId}</code>
          <CopyButton text={requestId} label={messages.detail.copy.requestId} />
        </p>
      )}
      <Button className="mt-4" onClick={onRetry}>
        {words.retry}
      </Button>
    </EmptyPage>
  )
}
