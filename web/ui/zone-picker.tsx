import { Combobox } from '@base-ui/react/combobox'
import { Check } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useMessages, useZoneChoice } from '../i18n/language.tsx'
import { browserZone } from '../i18n/zones.ts'
import { useFocusFirst } from './focus-first.ts'
import { PopupTitle } from './popup-title.tsx'
import { allZones, findZones, type ListedZone, listZones, usualZones } from './zone-list.ts'

/** As many as somebody reads before typing another letter. */
const most = 40

type ZonePickerProps = {
  onChosen: () => void
  /** Before the title: a way back, say. */
  children?: ReactNode
}

/** The browser's zone, UTC and every other, by name, city or offset; stands in a popup. */
export function ZonePicker({ onChosen, children }: ZonePickerProps) {
  const { choices } = useMessages()
  const { zone: chosen, choose } = useZoneChoice()
  const [query, setQuery] = useState('')
  const container = useFocusFirst<HTMLDivElement>('input')
  const isSearching = query.trim() !== ''
  const items = useZones(query, chosen)
  return (
    <div ref={container}>
      <PopupTitle>
        {children}
        {choices.zone}
      </PopupTitle>
      <Combobox.Root
        inline
        open
        items={items}
        filteredItems={items}
        value={items.find(({ zone }) => zone === chosen) ?? null}
        onValueChange={(item: ListedZone | null) => {
          if (!item) return
          choose(item.zone)
          onChosen()
        }}
        inputValue={query}
        onInputValueChange={(text, { reason }) => {
          if (reason === 'input-change' || reason === 'input-clear') setQuery(text)
        }}
        itemToStringLabel={(item) => item?.name ?? ''}
        isItemEqualToValue={(a, b) => a?.zone === b?.zone}
        autoHighlight
      >
        <Combobox.Input
          aria-label={choices.findZone}
          placeholder={choices.findZone}
          className="h-8 w-full rounded-r2 border border-line-2 bg-surface px-2 placeholder:text-text-3 max-sm:h-11"
        />
        <Combobox.Empty className="px-2 text-text-3 not-empty:py-2">
          {choices.noZone}
        </Combobox.Empty>
        <Combobox.List
          aria-label={choices.zone}
          className="mt-1 max-h-72 overflow-y-auto overscroll-contain"
        >
          {(item: ListedZone) => <ZoneItem key={item.zone ?? ''} item={item} />}
        </Combobox.List>
      </Combobox.Root>
      {!isSearching && <p className="px-2 py-1.5 text-12 text-text-3">{choices.otherZones}</p>}
    </div>
  )
}

function useZones(query: string, chosen: string | null): readonly ListedZone[] {
  const { choices, locale } = useMessages()
  const isSearching = query.trim() !== ''
  const usual = useMemo(() => {
    const zones = chosen === null ? usualZones : [...new Set([chosen, ...usualZones])]
    const list = (some: readonly string[]) => listZones(some, locale, Date.now(), choices.cities)
    const browsers = list([browserZone()]).map((listed) => ({ ...listed, zone: null }))
    return [...browsers, ...list(zones)]
  }, [chosen, locale, choices])
  const all = useMemo(
    () => (isSearching ? listZones(allZones(), locale, Date.now(), choices.cities) : []),
    [isSearching, locale, choices],
  )
  return isSearching ? findZones(all, query).slice(0, most) : usual
}

function ZoneItem({ item }: { item: ListedZone }) {
  const { choices } = useMessages()
  return (
    <Combobox.Item
      value={item}
      className="flex min-h-8 cursor-default items-center gap-2 rounded-r2 px-2 py-1 data-highlighted:bg-surface-2 max-sm:min-h-11"
    >
      <span className="min-w-0 flex-1 break-words">
        {item.zone === null ? (
          <>
            {choices.browserZone} <span className="text-text-3">{item.name}</span>
          </>
        ) : (
          item.name
        )}
      </span>
      <Combobox.ItemIndicator>
        <Check aria-hidden="true" className="size-4 text-accent" strokeWidth={2.25} />
      </Combobox.ItemIndicator>
      <span className="text-12 text-text-3 tabular-nums">{item.offset}</span>
    </Combobox.Item>
  )
}
