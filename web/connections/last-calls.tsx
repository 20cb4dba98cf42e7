import { Check, Clock, TriangleAlert } from 'lucide-react'
import type { CallRecord } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { failureInWords } from '../sync/problem-words.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Moment } from '../ui/moment.tsx'
import { Card } from './card.tsx'

const columns = ['time', 'operation', 'for', 'parameters', 'result', 'took', 'requestId'] as const

type LastCallsProps = {
  calls: readonly CallRecord[] | undefined
  /** Whose they are, where there are others; else `null`. */
  connection: string | null
}

/** What was asked of Alibaba Cloud lately, each with what it was for and what came of it. */
export function LastCalls({ calls, connection }: LastCallsProps) {
  const words = useMessages().connections.lastCalls
  return (
    <Card title={words.title} aside={words.newestFirst}>
      <section
        aria-label={connection === null ? words.title : `${words.title} · ${connection}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
        tabIndex={0}
        className="max-h-[26rem] overflow-auto [scrollbar-width:thin]"
      >
        <table className="w-full border-separate border-spacing-0 whitespace-nowrap">
          <thead>
            <tr>
              {columns.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="sticky top-0 h-8 border-b border-line-2 bg-surface pr-4 text-left text-12 font-medium text-text-3 last:pr-0"
                >
                  {words.columns[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {calls?.map((call) => (
              <CallRow key={`${call.at} ${call.requestId} ${call.parameters}`} call={call} />
            ))}
          </tbody>
        </table>
        {calls?.length === 0 && <p className="py-3 text-text-3">{words.none}</p>}
        {!calls && <span className="skeleton my-3 w-3/5" />}
      </section>
    </Card>
  )
}

function CallRow({ call }: { call: CallRecord }) {
  const { lastCalls: words, purposes } = useMessages().connections
  const formats = useFormats()
  const { requestId } = call
  const purpose = call.purpose === 'head' ? 'active' : call.purpose
  return (
    <tr className="[&>td]:h-9 [&>td]:border-line [&>td]:pr-4 [&>td:last-child]:pr-0 not-last:[&>td]:border-b">
      <td>
        <Moment iso={call.at} />
      </td>
      <td>{call.operation}</td>
      <td>{purposes[purpose]}</td>
      <td>
        {call.page !== null && (call.page > 1 || call.purpose === 'sweep') && (
          <span className="mr-2 text-12">{words.page(call.page)}</span>
        )}
        <code className="text-12 text-text-2">{call.parameters}</code>
      </td>
      <td>
        <Outcome call={call} />
      </td>
      <td className="text-right tabular-nums">{formats.milliseconds(call.tookMs)}</td>
      <td>
        {requestId && (
          <span className="flex items-center gap-1">
            <code className="text-12" title={requestId}>
              {requestId.slice(0, 4)}…{requestId.slice(-4)}
            </code>
            <CopyButton text={requestId} label={words.copyRequestId(requestId)} />
          </span>
        )}
      </td>
    </tr>
  )
}

function Outcome({ call: { outcome, upstreamCode, jobs } }: { call: CallRecord }) {
  const messages = useMessages()
  const words = messages.connections.lastCalls
  const formats = useFormats()
  const glyph = 'size-4 flex-none'
  if (outcome === 'ok') {
    return (
      <span className="flex items-center gap-1.5">
        <Check aria-hidden="true" strokeWidth={2.25} className={`${glyph} text-text-3`} />
        {jobs === null ? words.answered : words.jobs(jobs, formats.number(jobs))}
      </span>
    )
  }
  const isThrottled = outcome === 'throttled'
  const Glyph = isThrottled ? Clock : TriangleAlert
  return (
    <span
      title={failureInWords(messages, outcome).title}
      className={`flex items-center gap-1.5 ${isThrottled ? 'text-warn-text' : 'text-st-stop-text'}`}
    >
      <Glyph aria-hidden="true" strokeWidth={2.25} className={glyph} />
      <code className="text-12">{upstreamCode ?? outcome}</code>
    </span>
  )
}
