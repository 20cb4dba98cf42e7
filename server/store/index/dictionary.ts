/** Numbers for texts that many jobs share, from 0 in the order in which they came. */
export type Dictionary = {
  readonly texts: readonly string[]
  /** Gives a text that is new the next number. */
  codeOf(text: string): number
}

export function createDictionary(): Dictionary {
  const codes = new Map<string, number>()
  const texts: string[] = []
  return {
    texts,
    codeOf(text) {
      const known = codes.get(text)
      if (known !== undefined) return known
      codes.set(text, texts.length)
      return texts.push(text) - 1
    },
  }
}
