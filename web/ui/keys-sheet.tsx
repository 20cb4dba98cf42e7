import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { Fragment } from 'react'
import { useMessages } from '../i18n/language.tsx'
import { buttonClass } from './button.tsx'
import { isSingleKey } from './chords.ts'
import { Caps } from './key-caps.tsx'
import { chordsOf, groupOf, type Shortcut, shortcutGroups, shortcutNames } from './shortcuts.ts'
import { useSingleKeys } from './single-keys.ts'

export type KeysSheetProps = { onClose: () => void }

/** Every key, from the registry that binds them. */
export function KeysSheet({ onClose }: KeysSheetProps) {
  const words = useMessages().keys
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-starting-style:opacity-0" />
        <Dialog.Popup className="popup fixed inset-x-0 top-[min(112px,8dvh)] z-50 mx-auto flex max-h-[calc(100dvh-2*min(112px,8dvh))] w-[min(680px,calc(100vw-16px))] flex-col rounded-r4 shadow-3 outline-none">
          <div className="flex flex-none items-center border-b border-line-2 py-2.5 pr-3 pl-5">
            <Dialog.Title className="flex-1 text-14 font-semibold">{words.title}</Dialog.Title>
            <Dialog.Close
              aria-label={words.close}
              title={words.close}
              className={`${buttonClass({ kind: 'icon' })} max-sm:size-11`}
            >
              <X aria-hidden="true" strokeWidth={2.25} />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 columns-2 gap-8 overflow-y-auto px-5 pt-4 pb-1 [scrollbar-width:thin] max-md:columns-1">
            {shortcutGroups.map((group) => (
              <section key={group} className="mb-4 break-inside-avoid">
                <h3 className="mb-1 text-12 text-text-3">{words.groups[group]}</h3>
                <dl>
                  {shortcutNames
                    .filter((name) => groupOf(name) === group)
                    .map((name) => (
                      <Line key={name} name={name} />
                    ))}
                </dl>
              </section>
            ))}
          </div>
          <SingleKeysSwitch />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Line({ name }: { name: Shortcut }) {
  const words = useMessages().keys
  const [areOn] = useSingleKeys()
  const isOff = !areOn && chordsOf(name).every(isSingleKey)
  return (
    <div className={`flex min-h-7 items-center gap-4 ${isOff ? 'text-text-3 line-through' : ''}`}>
      <dt className="flex-1">{words.names[name]}</dt>
      <dd className="flex flex-none items-center gap-1.5 text-12 text-text-3">
        {chordsOf(name)
          .filter((chord) => isOff || areOn || !isSingleKey(chord))
          .map((chord, at) => (
            <Fragment key={chord}>
              {at > 0 && words.or}
              <Caps chord={chord} />
            </Fragment>
          ))}
      </dd>
    </div>
  )
}

function SingleKeysSwitch() {
  const words = useMessages().keys
  const [areOn, setOn] = useSingleKeys()
  return (
    <label className="flex flex-none cursor-pointer gap-2.5 rounded-b-r4 border-t border-line-2 bg-surface-2 px-5 py-3 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus">
      <input
        type="checkbox"
        checked={areOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
        aria-describedby="single-keys-help"
        className="mt-0.5 size-4 flex-none accent-accent-solid outline-none"
      />
      <span className="min-w-0">
        <span className="font-medium">{words.single}</span>
        <span id="single-keys-help" className="block text-12 text-pretty text-text-3">
          {words.singleHelp}
        </span>
      </span>
    </label>
  )
}
