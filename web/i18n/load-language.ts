import { nextTurn } from '../ui/next-turn.ts'
import { remember } from '../ui/remembered.ts'
import { en, type Messages } from './en.ts'
import { formatsOf } from './formats.ts'
import { type LanguageCode, languages } from './languages.ts'
import { browserZone, rememberedZone } from './zones.ts'

/** English comes with the page; another language is fetched when it is asked for. */
const loaders: Record<LanguageCode, () => Promise<Messages>> = {
  en: async () => en,
  'zh-CN': async () => (await import('./zh.ts')).zh,
}

/** The language that the reader chose; `null`: none yet, the browser's. */
export const rememberedLanguage = remember<LanguageCode | null>({
  key: 'waybill-language',
  parse: (text) => languages.find((language) => language === text) ?? null,
  format: (language) => language,
})

/** The words of a language. Rejects where they cannot be fetched. */
export function loadMessages(language: LanguageCode): Promise<Messages> {
  return loaders[language]()
}

/**
 * Before the first paint, so that no other language flashes; English where words cannot be had. The
 * formatters are made on the way: the browser reads its tables of languages and zones for the first.
 */
export async function loadFirstMessages(load = loadMessages): Promise<Messages> {
  const language = rememberedLanguage.read() ?? languageOf(navigator.languages)
  const messages = await load(language).catch(() => en)
  markLanguage(messages)
  await nextTurn()
  formatsOf(messages.locale, rememberedZone.read() ?? browserZone())
  return messages
}

/** Screen readers, hyphenation and the choice of Han glyphs go by it. */
export function markLanguage({ locale }: Messages) {
  document.documentElement.lang = locale
}

/** The first of the browser's languages that we have, any Chinese being ours; else English. */
export function languageOf(wanted: readonly string[]): LanguageCode {
  const found = wanted.map((tag) => /^(en|zh)(-|$)/i.exec(tag)?.[1]?.toLowerCase()).find(Boolean)
  return found === 'zh' ? 'zh-CN' : 'en'
}
