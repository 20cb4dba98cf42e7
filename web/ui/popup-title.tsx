import { Popover } from '@base-ui/react/popover'
import type { ReactNode } from 'react'

/** What a popup is called: above its content, and for a screen reader. */
export function PopupTitle({ children }: { children: ReactNode }) {
  return (
    <Popover.Title className="flex h-8 items-center gap-1 px-2 text-12 font-medium text-text-3">
      {children}
    </Popover.Title>
  )
}
