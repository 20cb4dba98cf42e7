import { Autocomplete } from '@base-ui/react/autocomplete'
import { useEffect, useRef, useState } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useJobSearch } from '../jobs/use-job-search.ts'
import type { PaletteProps } from './palette.tsx'
import { PaletteFoot } from './palette-foot.tsx'
import { PaletteInput } from './palette-input.tsx'
import type { Choice, PaletteItem } from './palette-item.ts'
import { PaletteList } from './palette-list.tsx'
import { PaletteNote } from './palette-note.tsx'
import { usePaletteGroups } from './use-palette-groups.ts'
import { usePaletteSearch } from './use-palette-search.ts'
import { useSteadyGroups } from './use-steady.ts'

/** What is typed, and what it finds. */
export function PaletteBody({ typedAhead, onReady, onClose }: PaletteProps) {
  const words = useMessages().palette
  const formats = useFormats()
  const [{ filter }] = useJobSearch()
  const [first] = useState(() => {
    const [typed = '', ...entered] = typedAhead().split('\n')
    return { typed, isEntered: entered.length > 0, session: Date.now() }
  })
  const palette = usePaletteSearch(first.typed || (filter.q ?? ''), first.session)
  const highlighted = useRef<PaletteItem | undefined>(undefined)
  const [at, setAt] = useState(0)
  const groups = useSteadyGroups(usePaletteGroups(palette), palette.name, at)
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)

  function choose(item: PaletteItem, how: Choice) {
    if (!item.staysOpen) onClose()
    item.run(how)
  }
  /** What Enter means where nothing is highlighted yet: what would be. */
  function chooseFirst() {
    const [item] = groups[0]?.items ?? []
    if (item && palette.name.trim() !== '') choose(item, { asPage: false })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes
  useEffect(() => {
    if (first.isEntered && first.typed !== '') chooseFirst()
  }, [])
  return (
    <Autocomplete.Root
      inline
      open
      mode="none"
      // Before anything is typed, nothing is about to happen.
      autoHighlight={palette.name.trim() === '' ? false : 'always'}
      keepHighlight
      items={groups}
      value={palette.text}
      onValueChange={(text, { reason }) => {
        if (reason === 'input-change') palette.setText(text)
      }}
      itemToStringValue={({ id }) => id}
      onItemHighlighted={(item, { index }) => {
        highlighted.current = item
        setAt(index)
      }}
    >
      <PaletteInput
        palette={palette}
        hasTyped={first.typed !== ''}
        onReady={onReady}
        onEnter={() => highlighted.current || chooseFirst()}
        onChooseAsPage={() => highlighted.current && choose(highlighted.current, { asPage: true })}
      />
      <section
        aria-label={words.found}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto outline-none [scrollbar-width:thin] focus-visible:outline-2 focus-visible:-outline-offset-2"
      >
        <PaletteList groups={groups} isOld={palette.isOld} onChoose={choose} />
        <PaletteNote palette={palette} isAlone={count <= 1} />
      </section>
      <Autocomplete.Status className="sr-only">
        {palette.isBusy ? '' : words.resultCount(count, formats.number(count))}
      </Autocomplete.Status>
      <PaletteFoot />
    </Autocomplete.Root>
  )
}
