import { createContext, type ReactNode, use, useMemo } from 'react'
import { en, type Messages } from './en.ts'
import { createFormats, type Formats } from './formats.ts'

type Language = { readonly messages: Messages; readonly formats: Formats }

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

const LanguageContext = createContext<Language | null>(null)

/** Words and formats for everything below. The language and zone are the reader's, never the link's. */
export function LanguageProvider({ children, zone }: { children: ReactNode; zone?: string }) {
  const language = useMemo(
    () => ({ messages: en, formats: createFormats('en', zone ?? browserZone()) }),
    [zone],
  )
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useMessages(): Messages {
  return useLanguage().messages
}

export function useFormats(): Formats {
  return useLanguage().formats
}

function useLanguage(): Language {
  const language = use(LanguageContext)
  if (!language) throw new Error('useMessages and useFormats need a LanguageProvider above')
  return language
}
