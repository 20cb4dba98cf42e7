import { Autocomplete } from '@base-ui/react/autocomplete'
import { useMessages } from '../i18n/language.tsx'
import { KeyHint } from '../ui/key-caps.tsx'
import type { Choice, PaletteGroup, PaletteItem } from './palette-item.ts'

type PaletteListProps = {
  groups: readonly PaletteGroup[]
  /** The jobs are those of an earlier text. */
  isOld: boolean
  onChoose: (item: PaletteItem, how: Choice) => void
}

export function PaletteList({ groups, isOld, onChoose }: PaletteListProps) {
  const words = useMessages().palette
  return (
    <Autocomplete.List aria-label={words.results} className="px-2 pt-1 pb-2 outline-none">
      {groups.map(({ id, items, note }) => (
        <Autocomplete.Group
          key={id}
          items={items}
          className={`transition-opacity ${id === 'jobs' && isOld ? 'opacity-55 delay-100' : ''}`}
        >
          <Autocomplete.GroupLabel
            className={
              id === 'top'
                ? 'sr-only'
                : 'flex justify-between px-2 pt-3 pb-1 text-12 font-medium text-text-3'
            }
          >
            {words.groups[id]}
            {note !== undefined && <span className="font-normal tabular-nums">{note}</span>}
          </Autocomplete.GroupLabel>
          {items.map((item) => (
            <PaletteOption key={item.id} item={item} onChoose={onChoose} />
          ))}
        </Autocomplete.Group>
      ))}
    </Autocomplete.List>
  )
}

type PaletteOptionProps = { item: PaletteItem; onChoose: PaletteListProps['onChoose'] }

function PaletteOption({ item, onChoose }: PaletteOptionProps) {
  const { glyph, label, aside, shortcut } = item
  return (
    <Autocomplete.Item
      value={item}
      onClick={(event) => onChoose(item, { asPage: event.ctrlKey || event.metaKey })}
      className="group/option flex min-h-9 scroll-my-2 cursor-pointer items-center gap-2.5 rounded-r2 px-2 py-1 outline-none data-highlighted:bg-accent-soft max-sm:min-h-12 forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:-outline-offset-2 forced-colors:data-highlighted:outline-[Highlight]"
    >
      <span
        aria-hidden="true"
        className="flex-none text-text-3 group-data-highlighted/option:text-accent [&>svg]:size-4"
      >
        {glyph}
      </span>
      <span className="min-w-0 flex-1 overflow-hidden text-ellipsis whitespace-nowrap">
        {label}
      </span>
      <span className="flex min-w-0 items-center gap-1 text-12 whitespace-nowrap text-text-3 tabular-nums">
        {aside}
        {shortcut && <KeyHint of={shortcut} />}
      </span>
    </Autocomplete.Item>
  )
}
