export const languages = ['en', 'zh-CN'] as const
export type LanguageCode = (typeof languages)[number]

/** Each in its own words, as somebody looks for it who reads no other. */
export const languageNames: Record<LanguageCode, string> = { en: 'English', 'zh-CN': '简体中文' }
