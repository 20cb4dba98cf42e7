import { Check, Copy } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { announce } from './announce.ts'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'
import { lazyNamed } from './lazy-named.ts'

const CopyFailed = lazyNamed(async () => (await import('./copy-failed.tsx')).CopyFailed)

type CopyButtonProps = {
  /** A function: worked out once it is asked for. */
  text: string | (() => string)
  /** What the button does, in full: "Copy job ID". */
  label: string
  /** Absent: two sheets of paper. */
  icon?: typeof Copy
  className?: string | undefined
}

type CopyState = 'idle' | 'copied' | 'failed'

/** Copies, says so aloud and by its icon for 2 s; where it cannot, shows why, and the text. */
export function CopyButton({ text, label, icon: Icon = Copy, className }: CopyButtonProps) {
  const words = useMessages().detail.copy
  const [state, setState] = useState<CopyState>('idle')
  const read = () => (typeof text === 'string' ? text : text())
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    const copied = await copyText(read())
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
          <Icon aria-hidden="true" strokeWidth={2.5} />
        )}
      </Button>
      {state === 'failed' && (
        <Suspense>
          <CopyFailed text={read()} anchor={button} onClose={() => setState('idle')} />
        </Suspense>
      )}
    </>
  )
}
