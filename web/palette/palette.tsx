import { Dialog } from '@base-ui/react/dialog'
import { useMessages } from '../i18n/language.tsx'
import { PaletteBody } from './palette-body.tsx'

export type PaletteProps = {
  /** What was typed between the key that asked for the palette and its input; Enter is a new line. */
  typedAhead: () => string
  /** The input has the focus. */
  onReady: () => void
  onClose: () => void
}

/** Finds jobs, filters, pages and actions by name. */
export function Palette({ onClose, ...rest }: PaletteProps) {
  const words = useMessages().palette
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-starting-style:opacity-0" />
        <Dialog.Popup
          // The input takes the focus itself, in the same frame, so that no key is lost.
          initialFocus={false}
          className="popup fixed inset-x-0 top-[min(112px,13dvh)] z-50 mx-auto flex max-h-[min(640px,calc(88dvh-24px))] w-[min(var(--w-palette),calc(100vw-32px))] flex-col overflow-hidden rounded-r4 shadow-3 outline-none max-sm:top-0 max-sm:h-dvh max-sm:max-h-none max-sm:w-full max-sm:rounded-none"
        >
          <Dialog.Title className="sr-only">{words.title}</Dialog.Title>
          <PaletteBody onClose={onClose} {...rest} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
