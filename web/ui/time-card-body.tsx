import { useEffect } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { CopyButton } from './copy-button.tsx'
import type { OpenCard } from './hover-card.ts'
import { HoverCardPopup } from './hover-card-popup.tsx'
import { useNow } from './now.ts'

type TimeCardBodyProps = { iso: string; card: OpenCard; onClose: () => void }

/** A moment in the reader's zone, in UTC, as an age and in epoch milliseconds, each to be copied. */
export function TimeCardBody({ iso, card, onClose }: TimeCardBodyProps) {
  const { tableTools, detail } = useMessages()
  const formats = useFormats()
  const words = tableTools.time
  const nowMs = useNow()
  const isThere = card.anchor.isConnected
  useEffect(() => {
    if (!isThere) onClose()
  }, [isThere, onClose])
  const forms: readonly [string, string][] = [
    ...(formats.zone === 'UTC'
      ? []
      : [[formats.zone, inZone(iso, formats.zone)] as [string, string]]),
    ['UTC', inZone(iso, 'UTC')],
    [words.relative, detail.ago(formats.span(nowMs - Date.parse(iso)))],
    [words.epoch, String(Date.parse(iso))],
  ]
  return (
    <HoverCardPopup card={card} onClose={onClose} title={words.title} className="p-1">
      <dl>
        {forms.map(([name, text]) => (
          <div key={name} className="flex min-h-7 items-center gap-4 pr-0.5 pl-2">
            <dt className="min-w-22 flex-1 text-12 text-text-3">{name}</dt>
            <dd className="flex items-center gap-2 tabular-nums">
              {text}
              <CopyButton text={text} label={words.copy(name)} />
            </dd>
          </div>
        ))}
      </dl>
    </HoverCardPopup>
  )
}

/** `2026-11-24 09:50:52`: sorts, pastes, and reads the same in every language. */
function inZone(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone,
  })
  return format.format(new Date(iso))
}
