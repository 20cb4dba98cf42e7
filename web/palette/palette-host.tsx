import { useLayoutEffect, useRef } from 'react'
import { useLatePart } from '../ui/late-part.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { pageNames, pageShortcuts } from './pages.ts'
import { useGoTo } from './use-go-to.ts'

type PaletteHostProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onFail: () => void
}

/** Where the palette is drawn, and the keys that open it or go where it leads. */
export function PaletteHost({ isOpen, onOpenChange, onFail }: PaletteHostProps) {
  const Palette = useLatePart({
    load: async () => (await import('./palette.tsx')).Palette,
    isWanted: isOpen,
    onFail() {
      onOpenChange(false)
      onFail()
    },
  })
  const ahead = useTypedAhead(isOpen)
  const goTo = useGoTo()
  const open = (event: KeyboardEvent) => {
    event.preventDefault()
    onOpenChange(true)
  }
  const ways = pageNames.map((page) => [pageShortcuts[page], () => goTo(page)])
  useShortcuts({ palette: open, search: open, ...Object.fromEntries(ways) })
  if (!isOpen || !Palette) return null
  return <Palette onClose={() => onOpenChange(false)} {...ahead} />
}

/** Keeps what is typed from the key that opens the palette until its input is there to take it. */
function useTypedAhead(isOpen: boolean) {
  const state = useRef({ typed: '', isReady: false })
  useLayoutEffect(() => {
    if (!isOpen) return
    const onKeyDown = (event: KeyboardEvent) => {
      const { current } = state
      const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      if (current.isReady || !(isText || /^(Backspace|Enter)$/.test(event.key))) return
      const added = isText ? event.key : current.typed && '\n'
      current.typed = event.key === 'Backspace' ? current.typed.slice(0, -1) : current.typed + added
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true })
      state.current = { typed: '', isReady: false }
    }
  }, [isOpen])
  return {
    typedAhead: () => state.current.typed,
    onReady() {
      state.current.isReady = true
    },
  }
}
