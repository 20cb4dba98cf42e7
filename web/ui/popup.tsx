import { Popover } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'

export type PopupProps = {
  /** The button that opened it: where it is placed, and where the focus goes back to. */
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  /** What gets the focus; absent: the first that can. */
  initialFocus?: RefObject<HTMLElement | null>
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}

/** What opens under a button, over everything else; closed by Escape or a press elsewhere. */
export function Popup(props: PopupProps) {
  const { anchor, initialFocus, onClose, align = 'start', className = 'w-72 p-1', children } = props
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, details) => {
        const { target } = details.event
        // Its own button closes it by itself: closed here, that press would open it again.
        if (target instanceof Node && anchor.current?.contains(target)) details.cancel()
        else if (!isOpen) onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          sideOffset={6}
          align={align}
          collisionPadding={8}
          className="z-30"
        >
          <Popover.Popup
            initialFocus={initialFocus}
            finalFocus={anchor}
            className={`popup max-w-[calc(100vw-16px)] outline-none ${className}`}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
