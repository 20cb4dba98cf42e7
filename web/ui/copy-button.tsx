import { Popover } from '@base-ui/react/popover'
import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { announce } from './announce.ts'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

type CopyButtonProps = {
  text: string
  /** What the button does, in full: "Copy job ID". */
  label: string
  className?: string
}

type CopyState = 'idle' | 'copied' | 'failed'

/** Copies, says so aloud and by its icon for 2 s; where it cannot, shows why, and the text. */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const words = useMessages().detail.copy
  const [state, setState] = useState<CopyState>('idle')
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    const copied = await copyText(text)
    setState(copied ? 'copied' : 'failed')
    if (copied) announce(words.copied)
  }

  return (
    <>
      <Button
        ref={button}
        kind="icon"
        tiny
        aria-label={label}
        title={state === 'copied' ? words.copied : label}
        onClick={() => void copy()}
        className={className}
      >
        {state === 'copied' ? (
          <Check aria-hidden="true" strokeWidth={2.5} className="text-st-ok" />
        ) : (
          <Copy aria-hidden="true" strokeWidth={2.5} />
        )}
      </Button>
      {state === 'failed' && (
        <CopyFailed text={text} anchor={button} onClose={() => setState('idle')} />
      )}
    </>
  )
}

type CopyFailedProps = {
  text: string
  anchor: React.RefObject<HTMLButtonElement | null>
  onClose: () => void
}

function CopyFailed({ text, anchor, onClose }: CopyFailedProps) {
  const words = useMessages().detail.copy
  const field = useRef<HTMLInputElement>(null)
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} sideOffset={6} className="z-50">
          <Popover.Popup
            initialFocus={field}
            finalFocus={anchor}
            className="popup grid w-80 gap-2 p-3"
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
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
