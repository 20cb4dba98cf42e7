import { Keyboard } from 'lucide-react'
import { useEffect } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useAction } from './actions.ts'
import { useKeysSheet } from './keys-sheet-state.ts'
import { useLatePart } from './late-part.ts'
import { useShortcuts } from './shortcuts.ts'

type KeysHostProps = { onFail: () => void }

/** Where the sheet of shortcuts is drawn, and the key that opens it; once for the whole page. */
export function KeysHost({ onFail }: KeysHostProps) {
  const words = useMessages().keys
  const [isOpen, setOpen] = useKeysSheet()
  const Sheet = useLatePart({
    load: async () => (await import('./keys-sheet.tsx')).KeysSheet,
    isWanted: isOpen,
    onFail() {
      setOpen(false)
      onFail()
    },
  })
  useEffect(() => () => setOpen(false), [setOpen])
  useShortcuts({
    keys(event) {
      event.preventDefault()
      setOpen(true)
    },
  })
  useAction('keys', {
    label: words.title,
    glyph: Keyboard,
    shortcut: 'keys',
    run: () => setOpen(true),
  })
  return isOpen && Sheet ? <Sheet onClose={() => setOpen(false)} /> : null
}
