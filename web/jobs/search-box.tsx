import { Search, X } from 'lucide-react'
import { useMessages } from '../i18n/language.tsx'
import { KeyHint } from '../ui/key-caps.tsx'
import { useAriaKeys } from '../ui/shortcuts.ts'
import { withFilter, withText } from './job-search.ts'
import { useJobSearch } from './use-job-search.ts'

type SearchBoxProps = { isOpen: boolean; onOpen: () => void }

/**
 * What opens the palette: it looks like the field that it leads to, and says what the list is
 * searched for. On a phone it is a glyph.
 */
export function SearchBox({ isOpen, onOpen }: SearchBoxProps) {
  const words = useMessages().palette
  const clear = useMessages().list.search.clear
  const [search, change] = useJobSearch()
  const { q } = search.filter
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every DOM knows the search element
    <div role="search" className="relative flex min-w-0 items-center">
      <button
        type="button"
        aria-label={q === undefined ? words.placeholder : words.openFor(q)}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-keyshortcuts={useAriaKeys('palette')}
        onClick={onOpen}
        className="flex h-7 w-full min-w-0 items-center gap-2 rounded-r2 border border-line-2 bg-surface pr-1.5 pl-2 text-left shadow-1 hover:border-line-3 max-sm:size-11 max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent max-sm:p-0 max-sm:shadow-none"
      >
        <Search
          aria-hidden="true"
          strokeWidth={2.25}
          className="size-4 flex-none text-text-3 max-sm:size-5 max-sm:text-text-2"
        />
        <span
          className={`min-w-0 flex-1 overflow-hidden text-ellipsis whitespace-nowrap max-sm:hidden ${q === undefined ? 'text-text-3' : 'pr-6'}`}
        >
          {q === undefined ? words.placeholder : words.quoted(q)}
        </span>
        {q === undefined && <KeyHint of="palette" className="max-wide:hidden" />}
      </button>
      {q !== undefined && (
        <button
          type="button"
          aria-label={clear}
          title={clear}
          onClick={() => change(withFilter(search, withText(search.filter, '')))}
          className="absolute right-px grid size-6 place-items-center rounded-r1 text-text-3 hover:bg-surface-2 hover:text-text max-sm:hidden"
        >
          <X aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
        </button>
      )}
    </div>
  )
}
