import { type ComponentProps, type ReactNode, Suspense, useRef } from 'react'
import { lazyNamed } from './lazy-named.ts'
import type { PopupProps } from './popup.tsx'

/** The code of popups is not needed before the first one opens. */
const Popup = lazyNamed(async () => (await import('./popup.tsx')).Popup)

type PopupButtonProps = ComponentProps<'button'> & {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Drawn while it is open. */
  popup: ReactNode
  popupClass?: string
  align?: PopupProps['align']
  /** The reader is about to open it: loads what the popup needs besides. */
  onIntent?: () => void
}

/** A button and what opens under it. */
export function PopupButton({
  isOpen,
  onOpenChange,
  popup,
  popupClass,
  align,
  onIntent,
  ...rest
}: PopupButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const prepare = () => {
    void Popup.preload()
    onIntent?.()
  }
  return (
    <>
      <button
        type="button"
        {...rest}
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => onOpenChange(!isOpen)}
      />
      {isOpen && (
        <Suspense>
          <Popup
            anchor={button}
            onClose={() => onOpenChange(false)}
            className={popupClass}
            align={align}
          >
            {popup}
          </Popup>
        </Suspense>
      )}
    </>
  )
}
