import { useFormats, useMessages } from '../i18n/language.tsx'
import { coverage, useSync } from '../sync/sync-queries.ts'

/** The keys of the palette, and how much of what there is it has searched. */
export function PaletteFoot() {
  const words = useMessages().palette.foot
  const formats = useFormats()
  const { known, isWhole } = coverage(useSync().connections)
  const count = formats.number(known)
  return (
    <div className="flex min-h-9 flex-none items-center gap-4 border-t border-line bg-surface-2 px-4 py-1 text-12 text-text-3">
      <span aria-hidden="true" className="flex items-center gap-1 max-sm:hidden">
        <kbd className="key-cap">↑</kbd>
        <kbd className="key-cap">↓</kbd>
        {words.move}
      </span>
      <span aria-hidden="true" className="flex items-center gap-1 max-sm:hidden">
        <kbd className="key-cap">↵</kbd>
        {words.choose}
      </span>
      <span aria-hidden="true" className="flex items-center gap-1 max-sm:hidden">
        <kbd className="key-cap">⌫</kbd>
        {words.remove}
      </span>
      <span className="ml-auto tabular-nums max-sm:ml-0">
        {isWhole ? words.searched(count) : words.searchedPart(count)}
      </span>
    </div>
  )
}
