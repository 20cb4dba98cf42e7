import { Globe } from 'lucide-react'
import { useState } from 'react'
import { useLanguageChoice, useMessages } from '../i18n/language.tsx'
import { languageNames } from '../i18n/languages.ts'
import { lazyNamed } from './lazy-named.ts'
import { PopupButton } from './popup-button.tsx'

const LanguageList = lazyNamed(async () => (await import('./language-list.tsx')).LanguageList)

/** Named in its own words, so that whoever cannot read the page still finds the way out. */
export function LanguageSwitch() {
  const words = useMessages().choices
  const { language } = useLanguageChoice()
  const [isOpen, setOpen] = useState(false)
  const name = languageNames[language]
  return (
    <PopupButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      onIntent={() => void LanguageList.preload()}
      popup={<LanguageList onChosen={() => setOpen(false)} />}
      popupClass="w-44 p-1"
      align="end"
      aria-label={words.languageIs(name)}
      title={words.language}
      className="flex h-6 items-center gap-1.5 rounded-r1 px-1.5 hover:bg-surface-3 hover:text-text"
    >
      <Globe aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      {name}
    </PopupButton>
  )
}
