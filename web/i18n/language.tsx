import {
  createContext,
  type ReactNode,
  use,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useRemembered } from '../ui/use-remembered.ts'
import { en, type Messages } from './en.ts'
import { type Formats, formatsOf } from './formats.ts'
import type { LanguageCode } from './languages.ts'
import { loadMessages, markLanguage, rememberedLanguage } from './load-language.ts'
import { browserZone, rememberedZone } from './zones.ts'

type LanguageChoice = {
  readonly language: LanguageCode
  /** The words of the language that was asked for last could not be fetched: all stays as it was. */
  readonly isFailed: boolean
  /** Whether the page speaks it now. */
  choose(language: LanguageCode): Promise<boolean>
}

type ZoneChoice = {
  /** `null`: the browser's own. */
  readonly zone: string | null
  choose(zone: string | null): void
}

type Language = {
  readonly messages: Messages
  readonly formats: Formats
  readonly languageChoice: LanguageChoice
  readonly zoneChoice: ZoneChoice
}

const LanguageContext = createContext<Language | null>(null)

type LanguageProviderProps = {
  children: ReactNode
  /** The words to begin with. */
  messages?: Messages
  /** Whatever the reader chooses. */
  zone?: string
  load?: typeof loadMessages
}

/** Words and formats for everything below. The language and zone are the reader's, never the link's. */
export function LanguageProvider({
  children,
  messages: first = en,
  zone: given,
  load = loadMessages,
}: LanguageProviderProps) {
  const [messages, languageChoice] = useLanguageState(first, load)
  const [chosen, choose] = useRemembered(rememberedZone)
  const { locale } = messages
  const zone = given ?? chosen ?? browserZone()
  const formats = formatsOf(locale, zone)
  const zoneChoice = useMemo(() => ({ zone: chosen, choose }), [chosen, choose])
  const language = useMemo(
    () => ({ messages, formats, languageChoice, zoneChoice }),
    [messages, formats, languageChoice, zoneChoice],
  )
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useMessages(): Messages {
  return useLanguage().messages
}

export function useFormats(): Formats {
  return useLanguage().formats
}

export function useLanguageChoice(): LanguageChoice {
  return useLanguage().languageChoice
}

export function useZoneChoice(): ZoneChoice {
  return useLanguage().zoneChoice
}

function useLanguageState(first: Messages, load: typeof loadMessages) {
  const [messages, setMessages] = useState(first)
  const [isFailed, setFailed] = useState(false)
  const asked = useRef<LanguageCode>(null)
  useLayoutEffect(() => markLanguage(messages), [messages])
  const choice = useMemo(
    () => ({
      language: messages.locale,
      isFailed,
      async choose(language: LanguageCode) {
        asked.current = language
        const loaded = await load(language).catch(() => null)
        if (asked.current !== language) return false
        setFailed(!loaded)
        if (!loaded) return false
        rememberedLanguage.set(language)
        setMessages(loaded)
        return true
      },
    }),
    [messages, isFailed, load],
  )
  return [messages, choice] as const
}

function useLanguage(): Language {
  const language = use(LanguageContext)
  if (!language) throw new Error('useMessages and useFormats need a LanguageProvider above')
  return language
}
