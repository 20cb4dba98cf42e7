import { Check } from 'lucide-react'
import { useLanguageChoice, useMessages } from '../i18n/language.tsx'
import { languageNames, languages } from '../i18n/languages.ts'
import { moveFocus } from './move-focus.ts'
import { PopupTitle } from './popup-title.tsx'

/** One press chooses; `onChosen` follows when the page speaks it. */
export function LanguageList({ onChosen }: { onChosen: () => void }) {
  const words = useMessages().choices
  const { language: current, isFailed, choose } = useLanguageChoice()
  return (
    <>
      <PopupTitle>{words.language}</PopupTitle>
      <ul aria-label={words.language} onKeyDown={moveFocus('button')}>
        {languages.map((language) => (
          <li key={language}>
            <button
              type="button"
              lang={language}
              aria-current={language === current}
              onClick={() => void choose(language).then((isSpoken) => isSpoken && onChosen())}
              className="flex h-8 w-full items-center gap-2 rounded-r2 px-2 text-left hover:bg-surface-2 focus-visible:-outline-offset-2 max-sm:h-11"
            >
              <span className="flex-1">{languageNames[language]}</span>
              {language === current && (
                <Check aria-hidden="true" className="size-4 text-accent" strokeWidth={2.25} />
              )}
            </button>
          </li>
        ))}
      </ul>
      {isFailed && (
        <p role="alert" className="px-2 py-1 text-12 text-pretty text-st-stop-text">
          {words.languageFailed}
        </p>
      )}
    </>
  )
}
