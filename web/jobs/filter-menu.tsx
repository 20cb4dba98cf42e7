import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { Facets } from '../api/client.ts'
import { useMessages } from '../i18n/language.tsx'
import { buttonClass } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-caps.tsx'
import { lazyNamed } from '../ui/lazy-named.ts'
import { PopupButton } from '../ui/popup-button.tsx'
import { useAriaKeys, useShortcuts } from '../ui/shortcuts.ts'

const FilterChoice = lazyNamed(async () => (await import('./filter-choice.tsx')).FilterChoice)

type FilterMenuProps = {
  filter: JobFilter
  facets: Facets | undefined
  onChange: (filter: JobFilter) => void
}

export function FilterMenu(props: FilterMenuProps) {
  const words = useMessages().list.filter
  const [isOpen, setOpen] = useState(false)
  useShortcuts({
    filter(event) {
      event.preventDefault()
      setOpen(true)
    },
  })
  return (
    <PopupButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      onIntent={() => void FilterChoice.preload()}
      popup={<FilterChoice {...props} />}
      className={`${buttonClass({ kind: 'ghost' })} -ml-2`}
      aria-keyshortcuts={useAriaKeys('filter')}
    >
      <ListFilter aria-hidden="true" strokeWidth={2.25} />
      {words.add}
      <KeyHint of="filter" />
    </PopupButton>
  )
}
