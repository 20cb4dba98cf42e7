import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { Button } from './button.tsx'
import { LanguageList } from './language-list.tsx'
import { useNow } from './now.ts'
import { ThemeSwitch } from './theme-switch.tsx'
import { ZonePicker } from './zone-picker.tsx'

type ChoicesPanelProps = {
  isZone: boolean
  onZone: (isZone: boolean) => void
  onChosen: () => void
  children?: ReactNode
}

/** What the menu holds: the zone's own list in place of everything, where that was asked for. */
export function ChoicesPanel({ isZone, onZone, onChosen, children }: ChoicesPanelProps) {
  const { choices, list } = useMessages()
  if (isZone) {
    return (
      <ZonePicker onChosen={onChosen}>
        <Button
          kind="icon"
          tiny
          aria-label={choices.back}
          title={choices.back}
          className="-ml-1.5"
          onClick={() => onZone(false)}
        >
          <ChevronLeft aria-hidden="true" strokeWidth={2.25} />
        </Button>
      </ZonePicker>
    )
  }
  return (
    <>
      {children}
      <LanguageList onChosen={onChosen} />
      <ZoneRow onOpen={() => onZone(true)} />
      <div className="mt-1 flex h-12 items-center justify-between border-t border-line px-2 sm:h-10">
        <span className="text-12 font-medium text-text-3">{list.bar.theme}</span>
        <ThemeSwitch />
      </div>
    </>
  )
}

function ZoneRow({ onOpen }: { onOpen: () => void }) {
  const { choices, list } = useMessages()
  const formats = useFormats()
  const zone = list.bar.zone(formats.zone, formats.offset(useNow()))
  return (
    <div className="mt-1 border-t border-line pt-1">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-8 w-full items-center gap-2 rounded-r2 px-2 text-left hover:bg-surface-2 focus-visible:-outline-offset-2 max-sm:min-h-11"
      >
        <span className="text-12 font-medium text-text-3">{choices.zone}</span>
        <span className="min-w-0 flex-1 text-right break-words">{zone}</span>
        <ChevronRight aria-hidden="true" className="size-3.5 text-text-3" strokeWidth={2.25} />
      </button>
    </div>
  )
}
