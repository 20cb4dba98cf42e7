import { useFormats, useMessages } from '../i18n/language.tsx'
import { useNow } from './now.ts'
import { CardTime } from './time-card.tsx'

const day = 86_400_000

type AgoProps = {
  iso: string
  /** A sentence around it, as not every language begins that with the same word. */
  within?: (when: string) => string
}

/** `3 s ago`, ticking. Past a day the moment itself: nobody reads a clock from "4 days ago". */
export function Ago({ iso, within = (when) => when }: AgoProps) {
  const formats = useFormats()
  const messages = useMessages()
  const nowMs = useNow()
  const ageMs = nowMs - Date.parse(iso)
  const when = ageMs < day ? messages.detail.ago(formats.span(ageMs)) : formats.moment(iso, nowMs)
  return <Time iso={iso}>{within(when)}</Time>
}

/** `10:02:05` today, with the date on another day; in `full` with date, year and zone. */
export function Moment({ iso, full = false }: { iso: string; full?: boolean }) {
  const formats = useFormats()
  const nowMs = useNow()
  return <Time iso={iso}>{full ? formats.full(iso) : formats.moment(iso, nowMs)}</Time>
}

function Time({ iso, children }: { iso: string; children: string }) {
  return (
    <CardTime dateTime={iso} className="tabular-nums">
      {children}
    </CardTime>
  )
}
