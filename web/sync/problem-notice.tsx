import { Clock, TriangleAlert, WifiOff } from 'lucide-react'
import type { ConnectionSync, SyncProblem } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { FailureDetails } from './failure-details.tsx'
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

export function OfflineNotice({ answeredAtMs }: { answeredAtMs: number }) {
  const { sync, sentences } = useMessages()
  const words = sync.notice
  const formats = useFormats()
  const answered = answeredAtMs > 0 && formats.clock(new Date(answeredAtMs).toISOString())
  return (
    <div role="alert" className={`${box} ${tones.stop}`}>
      <WifiOff aria-hidden="true" className={icon} strokeWidth={2.25} />
      <p className="leading-7 max-sm:leading-5">
        <b className="mr-3">{words.offline}</b>
        <span className="text-text-2">
          {sentences([words.offlineHelp, answered && words.lastAnswer(answered)])}
        </span>
      </p>
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

const box = 'flex items-start gap-3 border-t px-(--gutter) py-2 max-sm:py-3'
const icon = 'mt-1.5 size-4 flex-none max-sm:mt-0.5'
const tones = {
  warn: 'border-warn-line bg-warn-soft [&>svg]:text-warn-text',
  stop: 'border-stop-line bg-stop-soft [&>svg]:text-st-stop-text',
}
