import { Popover } from '@base-ui/react/popover'
import { Link, Pin } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useFormats, useMessages } from '../i18n/language.tsx'
import { useFocusFirst } from '../ui/focus-first.ts'
import { MenuFace, menuItemClass } from '../ui/menu-face.tsx'
import { moveFocus } from '../ui/move-focus.ts'
import { useNow } from '../ui/now.ts'

type CopyLinkChoiceProps = {
  /** The moment that the fixed link names; `null`: now. */
  asOf: string | null
  onLive: () => void
  onFixed: () => void
}

/** The two kinds of link, and what each opens. */
export function CopyLinkChoice({ asOf, onLive, onFixed }: CopyLinkChoiceProps) {
  const words = useMessages().share
  const formats = useFormats()
  const nowMs = useNow()
  const moment = formats.moment(asOf ?? new Date(nowMs).toISOString(), nowMs)
  const list = useFocusFirst<HTMLUListElement>('button')
  const walk = moveFocus('button')
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // The page's own keys rest while a popup is open; here they do what they say.
    if (event.key === 'l') onLive()
    else if (event.key === 'L') onFixed()
    else walk(event)
  }
  return (
    <>
      <Popover.Title className="sr-only">{words.button}</Popover.Title>
      <ul ref={list} onKeyDown={onKeyDown}>
        <li>
          <button type="button" className={menuItemClass} aria-keyshortcuts="L" onClick={onLive}>
            <MenuFace icon={Link} title={words.live} help={words.liveHelp} keyCap="L" />
          </button>
        </li>
        <li>
          <button
            type="button"
            className={menuItemClass}
            aria-keyshortcuts="Shift+L"
            onClick={onFixed}
          >
            <MenuFace icon={Pin} title={words.fixed(moment)} help={words.fixedHelp} keyCap="⇧L" />
          </button>
        </li>
      </ul>
      <p className="mt-1 border-t border-line p-2 text-12 text-pretty text-text-3">{words.note}</p>
    </>
  )
}
