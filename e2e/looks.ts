import { isLong } from './proof.ts'

export type Look = { readonly locale: string; readonly colorScheme: 'light' | 'dark' }

export const looks: readonly Look[] = [
  { locale: 'en', colorScheme: 'light' },
  { locale: 'zh-CN', colorScheme: 'dark' },
  { locale: 'en', colorScheme: 'dark' },
  { locale: 'zh-CN', colorScheme: 'light' },
]

/** The looks in which a state of the page is examined: in the short form one, all of them in turn. */
export function looksOf(stateIndex: number): readonly Look[] {
  return isLong ? looks : looks.filter((_, index) => index === stateIndex % looks.length)
}
