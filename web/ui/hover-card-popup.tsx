import { Popover } from '@base-ui/react/popover'
import { type ReactNode, useLayoutEffect } from 'react'
import { cardMark, type OpenCard } from './hover-card.ts'

type HoverCardPopupProps = {
  card: OpenCard
  onClose: () => void
  title: string
  className?: string
  children: ReactNode
}

/** The card beside its element. The focus goes into it only when the reader asked for that. */
export function HoverCardPopup(props: HoverCardPopupProps) {
  const { card, onClose, title, className = '', children } = props
  const { anchor, takesFocus } = card
  useEscape(onClose)
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          sideOffset={6}
          align="start"
          collisionPadding={8}
          className="z-40"
        >
          <Popover.Popup
            {...cardMark}
            initialFocus={takesFocus}
            finalFocus={takesFocus ? () => anchor : false}
            className={`popup max-w-[calc(100vw-16px)] outline-none ${className}`}
          >
            <Popover.Title className="sr-only">{title}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** Before anybody else hears of the key: it closes the card alone, not what lies below. */
function useEscape(onEscape: () => void) {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onEscape()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [onEscape])
}
