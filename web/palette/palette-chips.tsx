import { X } from 'lucide-react'
import type { JobStatus } from '../api/client.ts'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { filterInWords } from '../jobs/filter-words.ts'
import { StatusGlyph } from '../jobs/status-glyph.tsx'
import { valueNames } from './palette-list-items.tsx'
import type { PaletteSearch } from './use-palette-search.ts'

type PaletteChipsProps = { palette: PaletteSearch; onRemoved: () => void }

/** The filters that were typed; each is a button that takes it away. */
export function PaletteChips({ palette, onRemoved }: PaletteChipsProps) {
  const messages = useMessages()
  const formats = useFormats()
  const words = messages.palette
  if (palette.chips.length === 0) return null
  return (
    <ul aria-label={words.chips} className="contents">
      {palette.chips.map(({ part, filter }) => {
        const [chip] = filterInWords(filter, messages, formats, valueNames(messages, palette))
        if (!chip) return null
        const [status, ...others] = filter.status ?? []
        return (
          <li key={part} className="max-w-full">
            <button
              type="button"
              aria-label={words.removeChip(`${chip.name} ${chip.operator} ${chip.value}`)}
              onClick={() => {
                palette.removeChip(part)
                onRemoved()
              }}
              className="group flex h-6 max-w-full items-center gap-1.5 rounded-r1 bg-surface-3 px-2 text-12 font-medium"
            >
              <span className="font-normal text-text-2">{chip.name}</span>
              {status !== undefined && others.length === 0 && (
                <StatusGlyph status={status as JobStatus} size={14} />
              )}
              <span className="overflow-hidden text-ellipsis whitespace-nowrap">{chip.value}</span>
              <X
                aria-hidden="true"
                strokeWidth={2.25}
                className="size-3 flex-none text-text-3 group-hover:text-text"
              />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
