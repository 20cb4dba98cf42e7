import { Popover } from '@base-ui/react/popover'
import { TriangleAlert } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { Popup } from './popup.tsx'

type CopyFailedProps = {
  text: string
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** Why it could not be copied, and the text, selected. */
export function CopyFailed({ text, anchor, onClose }: CopyFailedProps) {
  const words = useMessages().detail.copy
  const field = useRef<HTMLInputElement>(null)
  return (
    <Popup
      anchor={anchor}
      initialFocus={field}
      onClose={onClose}
      align="center"
      className="grid w-80 gap-2 p-3"
    >
      <Popover.Title className="flex gap-2 text-13 font-normal">
        <TriangleAlert
          aria-hidden="true"
          strokeWidth={2.25}
          className="mt-0.5 size-4 flex-none text-st-stop-text"
        />
        {window.isSecureContext ? words.refused : words.insecure}
      </Popover.Title>
      <input
        ref={field}
        readOnly
        aria-label={words.text}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        className="w-full rounded-md border border-line-2 bg-surface px-2 py-1 font-mono text-12"
      />
    </Popup>
  )
}
