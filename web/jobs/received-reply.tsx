import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api-context.tsx'
import type { MirroredJob, ReceivedRow } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { type JsonToken, toJsonLines, toJsonText, tokenText } from '../ui/json-lines.ts'
import { useNow } from '../ui/now.ts'
import { jobQueries } from './job-queries.ts'

/** The row of the upstream's reply as it came, laid out but not read. */
export function ReceivedReply({ job }: { job: MirroredJob }) {
  const words = useMessages().detail.received
  // Another look may have brought another row: what was read for the one before is shown meanwhile.
  const { data, error } = useQuery(jobQueries(useApi()).received(job, job.confirmedAt))
  if (data?.received) return <Received row={data.received} />
  if (data) {
    return (
      <div>
        <b>{words.none}</b>
        <p className="text-text-2">{words.noneText}</p>
      </div>
    )
  }
  if (error) return <p className="text-text-2">{words.failed}</p>
  return <span className="skeleton h-40 w-full" />
}

function Received({ row }: { row: ReceivedRow & { readonly operation: string } }) {
  const words = useMessages().detail.received
  const formats = useFormats()
  const nowMs = useNow()
  const lines = toJsonLines(row.text)
  return (
    <div className="min-w-0">
      <div className="mb-2 flex min-h-7 items-center gap-2 text-12 text-text-3">
        <span className="flex-1">{words.from(row.operation, formats.moment(row.at, nowMs))}</span>
        <CopyButton text={toJsonText(lines)} label={words.copy} />
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
        tabIndex={0}
        aria-label={words.label}
        className="overflow-x-auto rounded-lg border border-line-2 bg-surface-2 py-3 [scrollbar-width:thin]"
      >
        <pre className="m-0 w-max min-w-full font-mono text-12 leading-5" lang="en">
          <code>
            {lines.map(({ depth, tokens }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={at} className="flex">
                <span
                  aria-hidden="true"
                  className="w-12 flex-none pr-4 text-right text-text-3 select-none"
                >
                  {at + 1}
                </span>
                <span className="pr-4" style={{ paddingLeft: `${depth}rem` }}>
                  {tokens.map((token, n) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
                    <span key={n} className={inks[token.kind]}>
                      {tokenText(token)}
                    </span>
                  ))}
                  {'\n'}
                </span>
              </span>
            ))}
          </code>
        </pre>
      </section>
    </div>
  )
}

const inks: Record<JsonToken['kind'], string> = {
  name: 'text-accent',
  text: 'text-text',
  number: 'text-warn-text',
  word: 'text-warn-text',
  mark: 'text-text-2',
}
