import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'

/** Where a filter is edited: under its pill or the filter button. */
export function EditorPopup({ children }: { children: ReactNode }) {
  return (
    <Popover.Portal>
      <Popover.Positioner sideOffset={6} align="start" collisionPadding={8} className="z-30">
        <Popover.Popup className="popup w-72 max-w-[calc(100vw-16px)] p-1 outline-none">
          {children}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  )
}
