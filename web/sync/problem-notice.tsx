import { Clock, TriangleAlert } from 'lucide-react'
import type { ConnectionSync, SyncProblem } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { FailureDetails } from './failure-details.tsx'
import { box, icon, tones } from './notice-look.ts'
import { problemInWords } from './problem-words.ts'

type ProblemNoticeProps = {
  kind: 'needs-you' | 'stale' | 'slow'
  connection: ConnectionSync
  nowMs: number
  isOneOfMany: boolean
}

/** What is wrong, since when, how old the rows are, what to do, and when we try again. */
export function ProblemNotice({ kind, connection, nowMs, isOneOfMany }: ProblemNoticeProps) {
  const messages = useMessages()
  const formats = useFormats()
  const words = messages.sync.notice
  const { problem, asOf, quota } = connection
  const { title, help } = problemInWords(messages, connection)
  const isSlow = kind === 'slow'
  const Icon = isSlow ? Clock : TriangleAlert
  return (
    <div role="status" className={`${box} ${isSlow ? tones.warn : tones.stop}`}>
      <Icon aria-hidden="true" className={icon} strokeWidth={2.25} />
      <div className="min-w-0 flex-1">
        <p className="leading-7 max-sm:leading-5">
          <b className="mr-3">
            {isOneOfMany && `${words.connection(connection.connection)} `}
            {messages.sentences([
              title,
              asOf === null ? words.nothingYet : words.asOf(formats.moment(asOf, nowMs)),
            ])}
          </b>
          <span className="text-text-2">
            {messages.sentences([
              isSlow
                ? words.quota(formats.rate(quota.callsPerSecond), formats.number(5))
                : problem && words.since(formats.moment(problem.since, nowMs)),
              nextTry(problem, nowMs, words, formats.span),
              kind === 'stale' && asOf !== null && words.clock,
            ])}
          </span>
        </p>
        {help && <p className="mb-1 max-w-[110ch] text-pretty">{help}</p>}
        {problem && <FailureDetails failure={problem} />}
      </div>
    </div>
  )
}

type NoticeWords = { nextTry: (span: string) => string; trying: string }

function nextTry(
  problem: SyncProblem | null,
  nowMs: number,
  words: NoticeWords,
  span: (ms: number) => string,
): string {
  if (!problem?.nextTryAt) return ''
  const waitMs = Date.parse(problem.nextTryAt) - nowMs
  return waitMs > 0 ? words.nextTry(span(Math.ceil(waitMs / 1000) * 1000)) : words.trying
}
