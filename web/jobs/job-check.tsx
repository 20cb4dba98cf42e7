import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RefreshCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useApi } from '../api/api-context.tsx'
import { ApiError } from '../api/read-reply.ts'
import { useMessages } from '../i18n/language.tsx'
import { FailureDetails } from '../sync/failure-details.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { useAction } from '../ui/actions.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { useAriaKeys, useShortcuts } from '../ui/shortcuts.ts'
import { type CheckedJob, jobQueries } from './job-queries.ts'
import type { JobRef } from './job-ref.ts'
import { GoneGlyph } from './status-glyph.tsx'

export type JobCheck = {
  readonly isAsking: boolean
  /** What came of the last one, until the job is confirmed otherwise. */
  readonly outcome: Error | 'unknown' | null
  start(): void
}

type Asked = { readonly job: JobRef; readonly confirmedAt: string | undefined }

/** Asks about a job before everything else; what comes back is what the page shows from then on. */
export function useJobCheck(job: JobRef, confirmedAt: string | undefined): JobCheck {
  const words = useMessages().detail
  const queries = jobQueries(useApi())
  const client = useQueryClient()
  const { mutate, isPending, variables, error, data } = useMutation<CheckedJob, Error, Asked>({
    mutationFn: (asked) => queries.check(asked.job),
    networkMode: 'always',
    onSuccess({ isListed, ...detail }, asked) {
      client.setQueryData(queries.one(asked.job, false).queryKey, detail)
      if (isListed) announce(words.confirmedNow)
    },
  })
  const isThis = variables?.job.jobId === job.jobId && variables.job.connection === job.connection
  const isLatest = isThis && variables.confirmedAt === confirmedAt
  return {
    isAsking: isThis && isPending,
    outcome: isLatest ? (error ?? (data?.isListed === false ? 'unknown' : null)) : null,
    start() {
      if (!isThis || !isPending) mutate({ job, confirmedAt })
    },
  }
}

export function CheckButton({ check }: { check: JobCheck }) {
  const words = useMessages().detail.check
  const { actions } = useMessages().palette
  useShortcuts({ check: check.start })
  useAction('check', {
    label: actions.check,
    glyph: RefreshCw,
    cost: words.cost,
    shortcut: 'check',
    run: check.start,
  })
  return (
    <Button
      kind="link"
      tiny
      title={words.hint}
      aria-keyshortcuts={useAriaKeys('check')}
      aria-busy={check.isAsking}
      className="-mr-1.5"
      onClick={check.start}
    >
      {check.isAsking ? words.checking : words.action}
      <span className="font-normal text-text-3">{words.cost}</span>
    </Button>
  )
}

export function CheckNotice({ check: { outcome } }: { check: JobCheck }) {
  const messages = useMessages()
  const { check } = messages.detail
  if (outcome === null) return null
  if (outcome === 'unknown') {
    return (
      <Box tone="quiet" glyph={<GoneGlyph />} title={check.unknown}>
        {check.unknownText}
      </Box>
    )
  }
  const failure = outcome instanceof ApiError ? outcome : null
  const { title, help } = failureInWords(messages, failure?.code ?? 'internal')
  return (
    <Box
      tone="warn"
      glyph={<TriangleAlert aria-hidden="true" className="size-4 text-warn-text" />}
      title={messages.sentences([check.failed, title])}
    >
      {help}
      {failure && <FailureDetails failure={failure} />}
    </Box>
  )
}

type BoxProps = {
  tone: keyof typeof tones
  glyph: ReactNode
  title: string
  children: ReactNode
}

function Box({ tone, glyph, title, children }: BoxProps) {
  return (
    <div role="status" className={`mb-3 flex gap-3 rounded-lg border p-3 ${tones[tone]}`}>
      <span className="mt-0.5">{glyph}</span>
      <div className="min-w-0">
        <b>{title}</b>
        <div className="text-pretty text-text-2">{children}</div>
      </div>
    </div>
  )
}

const tones = {
  quiet: 'border-line-2 bg-surface-2',
  warn: 'border-warn-line bg-warn-soft',
}
