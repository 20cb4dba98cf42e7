import '../web/i18n/en-late.ts'
import { en, type Messages } from '../web/i18n/en.ts'

/**
 * A language of tests alone: every text of ours accented, in brackets and 40 % longer, what it is
 * given left as it is. Built and served in place of the Chinese words (`pseudo-words.ts`).
 */
export function pseudoOf(messages: Messages): Messages {
  return { ...(pseudo(messages) as Messages), locale: 'en', sentences: messages.sentences }
}

function pseudo(words: unknown): unknown {
  if (typeof words === 'string') return words === '' ? '' : `⟦${stretch(words)}⟧`
  if (typeof words === 'function') {
    return (...values: unknown[]) => around(String(words(...values)), values)
  }
  return Object.fromEntries(
    Object.entries(words as object).map(([key, value]) => [key, pseudo(value)]),
  )
}

/** Only what stands around the given values. */
function around(text: string, values: readonly unknown[]): string {
  const [value, ...others] = values.map(String).filter((given) => given !== '')
  if (value === undefined) return /\p{L}/u.test(text) ? `⟦${stretch(text)}⟧` : text
  const at = text.indexOf(value)
  if (at < 0) return around(text, others)
  const [before, after] = [text.slice(0, at), text.slice(at + value.length)]
  return around(before, others) + value + around(after, others)
}

const accents: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', c: 'ç', n: 'ñ' }

function stretch(text: string): string {
  const letters = text.replace(/[aeioucn]/g, (letter) => accents[letter] ?? letter)
  const more = Math.round(text.length * 0.4)
  // Words of usual length, so that a line may break as it may in a language.
  return `${letters}${' êñôû'.repeat(Math.ceil(more / 5)).slice(0, Math.max(0, more - 2))}`
}

export const zh = pseudoOf(en)
