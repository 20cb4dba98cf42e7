import { Clock } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useAction } from './actions.ts'
import { lazyNamed } from './lazy-named.ts'
import { useNow } from './now.ts'
import { PopupButton } from './popup-button.tsx'
import { useAriaKeys, useShortcuts } from './shortcuts.ts'

const ZonePicker = lazyNamed(async () => (await import('./zone-picker.tsx')).ZonePicker)

/** The zone that every moment on the page is told in, and the way to another. */
export function ZoneSwitch() {
  const { choices, list } = useMessages()
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  useShownShortcut(place, () => setOpen(true))
  const zone = list.bar.zone(formats.zone, formats.offset(useNow()))
  return (
    <span ref={place} className="inline-flex">
      <PopupButton
        isOpen={isOpen}
        onOpenChange={setOpen}
        onIntent={() => void ZonePicker.preload()}
        popup={<ZonePicker onChosen={() => setOpen(false)} />}
        align="end"
        aria-label={choices.zoneIs(zone)}
        aria-keyshortcuts={useAriaKeys('zone')}
        title={choices.zoneHint}
        className="h-6 rounded-r1 px-1.5 hover:bg-surface-3 hover:text-text"
      >
        {zone}
      </PopupButton>
    </span>
  )
}

/** The zone's key. Of several places that offer the zone, the one on screen answers. */
export function useShownShortcut(
  place: React.RefObject<HTMLElement | null>,
  open: () => void,
): void {
  const { names } = useMessages().keys
  const isShown = () => place.current?.checkVisibility() ?? false
  useAction('zone', { label: names.zone, glyph: Clock, shortcut: 'zone', isShown, run: open })
  useShortcuts({
    zone(event) {
      if (!isShown()) return
      event.preventDefault()
      open()
    },
  })
}
