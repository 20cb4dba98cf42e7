import { ApiError } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { FailureDetails } from '../sync/failure-details.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { Button } from '../ui/button.tsx'
import { EmptyPage } from './empty-page.tsx'

/** The first read failed, so there are no rows to keep. */
export function ListError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const messages = useMessages()
  const words = messages.list.error
  const failure = error instanceof ApiError ? error : null
  const { title, help } = failureInWords(messages, failure?.code ?? 'internal')
  return (
    <EmptyPage title={words.title}>
      <p role="alert" className="mt-1 max-w-[60ch] text-balance text-text-2">
        {messages.sentences([title, help])}
      </p>
      {failure && <FailureDetails failure={failure} className="mt-2 justify-center" />}
      <Button className="mt-4" onClick={onRetry}>
        {words.retry}
      </Button>
    </EmptyPage>
  )
}
