import { useMessages } from '../i18n/language.tsx'
import { useKeysSheet } from './keys-sheet-state.ts'
import { useAriaKeys } from './shortcuts.ts'

/** Opens the sheet of shortcuts: for those who do not know its key yet, or have it switched off. */
export function KeysButton() {
  const words = useMessages().keys
  const [isOpen, setOpen] = useKeysSheet()
  return (
    <button
      type="button"
      aria-label={words.open}
      title={words.open}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-keyshortcuts={useAriaKeys('keys')}
      onClick={() => setOpen(true)}
      className="grid size-6 flex-none place-items-center rounded-r1 hover:bg-surface-3"
    >
      <span aria-hidden="true" className="key-cap">
        ?
      </span>
    </button>
  )
}
