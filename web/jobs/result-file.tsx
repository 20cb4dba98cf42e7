import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useApi } from '../api/api-context.tsx'
import { ApiError } from '../api/read-reply.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { jobQueries } from './job-queries.ts'
import type { JobRef } from './job-ref.ts'

/**
 * The link to the job's result file, asked for by a click and for that click alone: whoever has it
 * may read the file for ten minutes, so it lives in this button and nowhere else.
 */
export function ResultFile({ job }: { job: JobRef }) {
  const messages = useMessages()
  const words = messages.detail.result
  const queries = jobQueries(useApi())
  const nowMs = useNow()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => queries.result(job),
    networkMode: 'always',
    gcTime: 0,
  })
  if (data && Date.parse(data.validUntil) > nowMs) {
    return <ResultLink url={data.url} validUntil={data.validUntil} />
  }
  const failure = error instanceof ApiError ? failureInWords(messages, error.code).title : ''
  return (
    <div className="grid flex-none justify-items-end gap-1">
      <Button disabled={isPending} aria-busy={isPending} onClick={() => mutate()}>
        <Download aria-hidden="true" strokeWidth={2.25} />
        {isPending ? words.getting : words.get}
      </Button>
      <span role="status" className="text-12 text-text-3">
        {error ? words.failed(failure) : words.cost}
      </span>
    </div>
  )
}

function ResultLink({ url, validUntil }: { url: string; validUntil: string }) {
  const words = useMessages().detail.result
  const formats = useFormats()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => link.current?.focus(), [])
  return (
    <div className="grid flex-none justify-items-end gap-1">
      <a
        ref={link}
        href={url}
        target="_blank"
        rel="noreferrer"
        download
        className={buttonClass({ kind: 'default' })}
      >
        <Download aria-hidden="true" strokeWidth={2.25} />
        {words.download}
      </a>
      <span className="text-12 text-text-3">{words.until(formats.clock(validUntil))}</span>
    </div>
  )
}
