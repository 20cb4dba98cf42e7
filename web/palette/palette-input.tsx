import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { PaletteChips } from './palette-chips.tsx'
import type { PaletteSearch } from './use-palette-search.ts'

type PaletteInputProps = {
  palette: PaletteSearch
  /** What stands there was typed just now, and goes on. */
  hasTyped: boolean
  onReady: () => void
  onEnter: () => void
  onChooseAsPage: () => void
}

/** The line that is typed in: filters as chips, then text. */
export function PaletteInput({
  palette,
  hasTyped,
  onReady,
  onEnter,
  onChooseAsPage,
}: PaletteInputProps) {
  const words = useMessages().palette
  const input = useInputInFocus(hasTyped, onReady)
  const { text, chips, isBusy } = palette

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    const last = chips.at(-1)
    if (event.key === 'Backspace' && text === '' && last) palette.removeChip(last.part)
    if (event.key !== 'Enter') return
    if (!event.metaKey && !event.ctrlKey) return onEnter()
    event.preventDefault()
    onChooseAsPage()
  }
  return (
    <div className="relative flex min-h-13 flex-none items-center gap-2 border-b border-line-2 py-2 pr-3 pl-4 text-14 max-sm:min-h-14 max-sm:text-16">
      <Search
        aria-hidden="true"
        strokeWidth={2.25}
        className="size-4 flex-none text-text-3 max-sm:hidden"
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
        <PaletteChips palette={palette} onRemoved={() => input.current?.focus()} />
        <Autocomplete.Input
          ref={input}
          aria-label={words.title}
          placeholder={chips.length === 0 ? words.placeholder : ''}
          enterKeyHint="go"
          onKeyDown={onKeyDown}
          className="h-7 min-w-24 flex-1 bg-transparent text-ellipsis outline-none placeholder:text-text-3"
        />
      </div>
      <Dialog.Close
        aria-label={words.close}
        title={words.close}
        className="grid h-7 min-w-7 flex-none place-items-center rounded-r2 text-text-3 hover:bg-surface-3 max-sm:size-11"
      >
        <span aria-hidden="true" className="key-cap max-sm:hidden">
          {words.esc}
        </span>
        <X aria-hidden="true" strokeWidth={2.25} className="size-5 sm:hidden" />
      </Dialog.Close>
      {isBusy && <span aria-hidden="true" className="palette-busy" />}
    </div>
  )
}

/** What the list is searched for is selected: the next key replaces it. */
function useInputInFocus(hasTyped: boolean, onReady: () => void) {
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it comes
  useLayoutEffect(() => {
    input.current?.focus()
    if (!hasTyped) input.current?.select()
    onReady()
  }, [])
  return input
}
