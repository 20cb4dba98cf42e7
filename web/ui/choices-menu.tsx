import { Menu } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { buttonClass } from './button.tsx'
import { lazyNamed } from './lazy-named.ts'
import { PopupButton } from './popup-button.tsx'
import { useShownShortcut } from './zone-switch.tsx'

const ChoicesPanel = lazyNamed(async () => (await import('./choices-panel.tsx')).ChoicesPanel)

type Opened = 'closed' | 'whole' | 'zone'
type ChoicesMenuProps = { wide: boolean; children?: ReactNode }

/**
 * Language, zone and theme, where no status bar holds them, below `children`. `wide`: not only on
 * a phone.
 */
export function ChoicesMenu({ wide, children }: ChoicesMenuProps) {
  const { menu } = useMessages().choices
  const [opened, setOpened] = useState<Opened>('closed')
  const place = useRef<HTMLSpanElement>(null)
  useShownShortcut(place, () => setOpened('zone'))
  return (
    <span ref={place} className={wide ? 'inline-flex' : 'inline-flex sm:hidden'}>
      <PopupButton
        isOpen={opened !== 'closed'}
        onOpenChange={(isOpen) => setOpened(isOpen ? 'whole' : 'closed')}
        onIntent={() => void ChoicesPanel.preload()}
        popup={
          <ChoicesPanel
            isZone={opened === 'zone'}
            onZone={(isZone) => setOpened(isZone ? 'zone' : 'whole')}
            onChosen={() => setOpened('closed')}
          >
            {children}
          </ChoicesPanel>
        }
        align="end"
        aria-label={menu}
        title={menu}
        className={`${buttonClass({ kind: 'icon' })} max-sm:size-9`}
      >
        <Menu aria-hidden="true" strokeWidth={2.25} />
      </PopupButton>
    </span>
  )
}
