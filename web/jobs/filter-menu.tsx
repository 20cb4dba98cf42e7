import { Popover } from '@base-ui/react/popover'
import { ChevronRight, ListFilter } from 'lucide-react'
import { useState } from 'react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { Facets } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { buttonClass } from '../ui/button.tsx'
import { useFocusFirst } from '../ui/focus-first.ts'
import { moveFocus } from '../ui/move-focus.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { EditorPopup } from './editor-popup.tsx'
import { type EditablePart, editable, FilterEditor } from './filter-editor.tsx'
import { filterParts } from './job-search.ts'

type FilterMenuProps = {
  filter: JobFilter
  facets: Facets | undefined
  onChange: (filter: JobFilter) => void
}

/** First which filter, then its values; both by keyboard alone. */
export function FilterMenu({ filter, facets, onChange }: FilterMenuProps) {
  const words = useMessages().list.filter
  const [isOpen, setOpen] = useState(false)
  const [part, setPart] = useState<EditablePart | null>(null)
  const show = (open: boolean) => {
    setOpen(open)
    if (open) setPart(null)
  }
  useShortcuts({
    filter(event) {
      event.preventDefault()
      show(true)
    },
  })
  return (
    <Popover.Root open={isOpen} onOpenChange={show}>
      <Popover.Trigger className={`${buttonClass({ kind: 'ghost' })} -ml-2`} aria-keyshortcuts="F">
        <ListFilter aria-hidden="true" strokeWidth={2.25} />
        {words.add}
        <span aria-hidden="true" className="key-cap max-sm:hidden">
          F
        </span>
      </Popover.Trigger>
      <EditorPopup>
        {part === null ? (
          <PartList filter={filter} onPick={setPart} />
        ) : (
          <FilterEditor
            key={part}
            part={part}
            filter={filter}
            facets={facets}
            onChange={onChange}
            onBack={() => setPart(null)}
          />
        )}
      </EditorPopup>
    </Popover.Root>
  )
}

function PartList({ filter, onPick }: { filter: JobFilter; onPick: (part: EditablePart) => void }) {
  const words = useMessages().list.filter
  const container = useFocusFirst<HTMLUListElement>('button')
  const parts = filterParts(filter)
  const isOn = (part: EditablePart) => parts.includes(part)
  return (
    <>
      <Popover.Title className="px-2 pt-1.5 pb-1 text-12 font-medium text-text-3">
        {words.choose}
      </Popover.Title>
      <ul ref={container} onKeyDown={moveFocus('button')}>
        {editable.map((part) => (
          <li key={part}>
            <button
              type="button"
              onClick={() => onPick(part)}
              className="flex h-8 w-full items-center rounded-r2 px-2 text-left hover:bg-surface-2 focus-visible:-outline-offset-2"
            >
              <span className="flex-1">{words.names[part]}</span>
              {isOn(part) && (
                <span aria-hidden="true" className="mr-2 size-1.5 rounded-full bg-accent" />
              )}
              <ChevronRight
                aria-hidden="true"
                className="size-3.5 text-text-3"
                strokeWidth={2.25}
              />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
