import { ListFilter, Search } from 'lucide-react'
import type { Messages } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { filterInWords, nameOfValue, type ValueName } from '../jobs/filter-words.ts'
import { regionName } from '../jobs/job-words.ts'
import { Marked } from './marked.tsx'
import type { PaletteItem } from './palette-item.ts'
import { type Suggestion, suggestFilters } from './suggest-filters.ts'
import { type Chip, folded, keywords, typedParts } from './typed-filters.ts'
import type { PaletteSearch } from './use-palette-search.ts'

export type ItemKit = {
  readonly messages: Messages
  readonly formats: Formats
  readonly palette: PaletteSearch
  /** Puts these filters, and this text if there is one, on the list. */
  apply(chips: readonly Chip[], text: string): void
}

/** What values are called, as the facets know the instances. */
export function valueNames(messages: Messages, { facets }: PaletteSearch): ValueName {
  const known = [...(facets?.sourceInstance ?? []), ...(facets?.targetInstance ?? [])]
  const names = new Map(known.map(({ value, name }) => [value, name]))
  return nameOfValue(messages, (id) => names.get(id) ?? '')
}

/** `Status` `is` `Running` */
function chipWords({ filter }: Chip, { messages, formats, palette }: ItemKit) {
  const [words] = filterInWords(filter, messages, formats, valueNames(messages, palette))
  return words ?? { name: '', operator: '', value: '' }
}

/** The text on the list: always there, so that Enter does what it says as soon as it is typed. */
export function listItems(kit: ItemKit): readonly PaletteItem[] {
  const { messages, formats, palette } = kit
  const words = messages.palette
  const { filters, rest } = palette
  if (filters.length === 0 && rest === '') return []
  return [
    {
      id: 'list',
      glyph: rest === '' ? <ListFilter strokeWidth={2.25} /> : <Search strokeWidth={2.25} />,
      label: rest === '' ? words.applyChips : words.searchList(rest),
      aside: formats.list(
        filters.map((chip) => {
          const { name, value } = chipWords(chip, kit)
          return `${name} ${value}`
        }),
      ),
      run: () => kit.apply(filters, rest),
    },
  ]
}

export function suggestionItems(kit: ItemKit): readonly PaletteItem[] {
  const { palette } = kit
  const { facets, open, rest, chips } = palette
  if (!facets) return []
  const nameOf = valueNames(kit.messages, palette)
  const text = open ? open.value : rest
  const suggestions = suggestFilters({
    text,
    part: open?.part ?? null,
    facets,
    labelOf: (part, value, name) => name || nameOf(part, value),
  })
  return suggestions
    .filter(({ chip }) => !chips.some((one) => isSame(one, chip)))
    .map((suggestion) => ({
      id: `filter ${JSON.stringify(suggestion.chip.filter)}`,
      glyph: <ListFilter strokeWidth={2.25} />,
      label: <SuggestionLabel suggestion={suggestion} match={text} kit={kit} />,
      aside: suggestion.count === null ? '' : countWords(suggestion.count, kit),
      run: () => kit.apply([...chips, suggestion.chip], ''),
    }))
}

function isSame(a: Chip, b: Chip): boolean {
  return JSON.stringify(a.filter) === JSON.stringify(b.filter)
}

function countWords(count: number, { messages, formats }: ItemKit): string {
  return messages.palette.jobCount(count, formats.number(count))
}

type SuggestionLabelProps = { suggestion: Suggestion; match: string; kit: ItemKit }

function SuggestionLabel({ suggestion: { chip, part, value }, match, kit }: SuggestionLabelProps) {
  const { messages } = kit
  const words = chipWords(chip, kit)
  const lead = value === null ? `${words.name} ${words.operator}` : words.name
  const isRegion = part === 'sourceRegion' || part === 'targetRegion'
  const place = isRegion && value !== null ? regionName(messages, value) : ''
  return (
    <>
      <span className="text-text-2">{lead}</span> <Marked text={words.value} match={match} />
      {place !== '' && place !== value && (
        <span className="ml-0.5 text-text-3">
          {' '}
          <Marked text={place} match={match} />
        </span>
      )}
      {value !== null && /Instance$/.test(part) && words.value !== value && (
        <code className="text-12 text-text-3">
          {' '}
          <Marked text={value} match={match} />
        </code>
      )}
    </>
  )
}

/** What one may filter by: the first word of a typed filter. */
export function fieldItems(kit: ItemKit): readonly PaletteItem[] {
  const { messages, palette } = kit
  const names = messages.list.filter.names
  const wanted = folded(palette.rest)
  if (palette.open || (wanted === '' && palette.chips.length > 0)) return []
  const fits = (name: string) => folded(name).startsWith(wanted)
  return typedParts
    .filter((part) => part !== 'connection' || (palette.facets?.connection.length ?? 0) > 1)
    .filter((part) => wanted === '' || [names[part], ...keywords[part]].some(fits))
    .map((part) => ({
      id: `field ${part}`,
      glyph: <ListFilter strokeWidth={2.25} />,
      label: <Marked text={names[part]} match={palette.rest} />,
      aside: <code>{keywords[part][0]}:</code>,
      staysOpen: true,
      run: () => palette.setText(`${keywords[part][0]}:`),
    }))
}
