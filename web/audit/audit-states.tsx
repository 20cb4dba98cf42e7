import { ApiError } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { FailureDetails } from '../sync/failure-details.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { Button } from '../ui/button.tsx'
import { useDelayed } from '../ui/delayed.ts'

const box = 'rounded-lg border border-line-2 bg-surface px-5 py-10 text-center max-sm:px-4'

/** There is nothing to list, and why. */
export function AuditSaid({ title, help }: { title: string; help: string }) {
  return (
    <div role="status" className={box}>
      <h2 className="text-16 font-semibold tracking-tight">{title}</h2>
      <p className="mx-auto mt-1 max-w-[60ch] text-balance text-text-2">{help}</p>
    </div>
  )
}

export function AuditFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const messages = useMessages()
  const failure = error instanceof ApiError ? error : null
  const { title, help } = failureInWords(messages, failure?.code ?? 'internal')
  return (
    <div className={box}>
      <h2 className="text-16 font-semibold tracking-tight">{messages.audit.failed}</h2>
      <p role="alert" className="mx-auto mt-1 max-w-[60ch] text-balance text-text-2">
        {messages.sentences([title, help])}
      </p>
      {failure && <FailureDetails failure={failure} className="mt-2 justify-center" />}
      <Button className="mt-4" onClick={onRetry}>
        {messages.audit.retry}
      </Button>
    </div>
  )
}

/** Shown only to those who have to wait. */
export function AuditLoading() {
  const words = useMessages().audit
  const isShown = useDelayed(300)
  return (
    <div aria-busy="true" className="rounded-lg border border-line-2 bg-surface px-5 max-sm:px-4">
      <p className="sr-only" role="status">
        {words.loading}
      </p>
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: eight bars that never change places
        <div key={index} aria-hidden="true" className="flex h-11 items-center gap-8">
          {isShown && <Bars />}
        </div>
      ))}
    </div>
  )
}

function Bars() {
  return (
    <>
      <span className="skeleton w-24" />
      <span className="skeleton w-28 max-sm:hidden" />
      <span className="skeleton w-2/5" />
    </>
  )
}
