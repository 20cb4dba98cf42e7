import { Rows3, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useAction } from '../ui/actions.ts'
import { announce } from '../ui/announce.ts'
import { buttonClass } from '../ui/button.tsx'
import { lazyNamed } from '../ui/lazy-named.ts'
import { phone, useMedia } from '../ui/media.ts'
import { PopupButton } from '../ui/popup-button.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useListView } from './remembered-view.ts'
import { useJobSearch } from './use-job-search.ts'

const DisplayPanel = lazyNamed(async () => (await import('./display-panel.tsx')).DisplayPanel)

/** Height of rows, and which columns stand where; a phone's cards have neither. D changes the height. */
export function DisplayMenu() {
  const words = useMessages().tableTools.display
  const [isOpen, setOpen] = useState(false)
  const view = useListView(...useJobSearch())
  const isPhone = useMedia(phone)
  const { names } = useMessages().keys
  const changeDensity = () => {
    const next = view.density === 'compact' ? 'comfortable' : 'compact'
    view.setDensity(next)
    announce(words.nowDensity(words.densities[next]))
  }
  useShortcuts({ density: changeDensity })
  const rowHeight = {
    label: names.density,
    glyph: Rows3,
    shortcut: 'density',
    run: changeDensity,
  } as const
  useAction('rowHeight', isPhone ? null : rowHeight)
  return (
    <PopupButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      onIntent={() => void DisplayPanel.preload()}
      popup={<DisplayPanel view={view} />}
      popupClass="w-72 p-1"
      align="end"
      aria-label={words.open}
      className={`${buttonClass({})} max-sm:hidden`}
    >
      <SlidersHorizontal aria-hidden="true" strokeWidth={2.25} />
      <span className="max-wide:hidden">{words.open}</span>
    </PopupButton>
  )
}
