import { Popover } from '@base-ui/react/popover'
import { TriangleAlert } from 'lucide-react'
import type { RefObject } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { useFocusFirst } from './focus-first.ts'
import { Popup } from './popup.tsx'

type CopyFailedProps = {
  text: string
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** Under what was to copy it: why that failed, and the text. */
export function CopyFailed({ text, anchor, onClose }: CopyFailedProps) {
  return (
    <Popup anchor={anchor} onClose={onClose} align="center" className="w-80 p-3">
      <CopyByHand text={text} />
    </Popup>
  )
}

/** Why a text could not be copied, and the text, selected. To stand in a popup. */
export function CopyByHand({ text }: { text: string }) {
  const words = useMessages().detail.copy
  const box = useFocusFirst<HTMLDivElement>('input')
  return (
    <div ref={box} className="grid gap-2">
      <Popover.Title className="flex gap-2 text-13 font-normal">
        <TriangleAlert
          aria-hidden="true"
          strokeWidth={2.25}
          className="mt-0.5 size-4 flex-none text-st-stop-text"
        />
        {window.isSecureContext ? words.refused : words.insecure}
      </Popover.Title>
      <input
        readOnly
        aria-label={words.text}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        className="w-full rounded-md border border-line-2 bg-surface px-2 py-1 font-mono text-12"
      />
    </div>
  )
}
