import { useId } from 'react'
import type { ConnectionSync } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { progressOf } from './notice.ts'

/** How far the first walk over the list is; the rows read so far stand below it already. */
export function FirstSyncNotice({
  connection,
  nowMs,
}: {
  connection: ConnectionSync
  nowMs: number
}) {
  const words = useMessages().sync.first
  const formats = useFormats()
  const titleId = useId()
  const { read, total, fraction, leftMs } = progressOf(connection, nowMs)
  const rate = formats.rate(connection.quota.callsPerSecond)
  return (
    <section
      aria-labelledby={titleId}
      className="grid gap-2 border-t border-info-line bg-info-soft px-(--gutter) py-3"
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b id={titleId} className="tabular-nums max-sm:flex-1">
          {total === null
            ? words.untold(formats.number(read))
            : words.title(formats.number(read), formats.number(total))}
        </b>
        <span className="flex-1 text-text-2 max-sm:order-last max-sm:basis-full">
          {leftMs === null ? words.rate(rate) : words.left(formats.span(leftMs + 999), rate)}
        </span>
        {fraction !== null && (
          <span className="text-text-2 tabular-nums">{formats.percent(fraction)}</span>
        )}
      </p>
      <div
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={fraction === null ? undefined : Math.round(fraction * 100)}
        className="h-1 overflow-hidden rounded-full bg-[color-mix(in_oklch,var(--text)_12%,transparent)]"
      >
        <div
          className="h-full rounded-full bg-accent"
          style={{ width: `${(fraction ?? 0) * 100}%` }}
        />
      </div>
      <p className="text-12 text-text-2 max-sm:hidden">{words.note(formats.number(read))}</p>
    </section>
  )
}
