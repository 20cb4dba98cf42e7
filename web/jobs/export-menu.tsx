import { ChevronDown, Download } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useAction } from '../ui/actions.ts'
import { buttonClass } from '../ui/button.tsx'
import { lazyNamed } from '../ui/lazy-named.ts'
import { PopupButton } from '../ui/popup-button.tsx'
import type { ListSearch } from './list-queries.ts'

const ExportChoice = lazyNamed(async () => (await import('./export-choice.tsx')).ExportChoice)

export type ExportMenuProps = {
  search: ListSearch
  /** Jobs that match; `null`: not known yet. */
  jobCount: number | null
  /** Only these; absent: all that match. */
  jobIds?: readonly string[]
  /** Whose those are; absent: there is one connection. */
  connections?: readonly string[] | undefined
}

/** Everything that matches, or the selected jobs, as a file. */
export function ExportMenu(props: ExportMenuProps) {
  const words = useMessages().exporting
  const [isOpen, setOpen] = useState(false)
  const open = { label: words.button, glyph: Download, run: () => setOpen(true) }
  useAction('export', props.jobIds ? null : open)
  return (
    <PopupButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      onIntent={() => void ExportChoice.preload()}
      align="end"
      popupClass="w-80 p-1"
      popup={<ExportChoice {...props} onDone={() => setOpen(false)} />}
      title={words.button}
      className={buttonClass({})}
    >
      <Download aria-hidden="true" strokeWidth={2.25} />
      <span className="max-wide:sr-only">{words.button}</span>
      <ChevronDown aria-hidden="true" strokeWidth={2.25} className="-mr-1 max-wide:hidden" />
    </PopupButton>
  )
}
