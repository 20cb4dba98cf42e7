/** No reply of the API nests deeper than 7; the reviver below is recursive. */
const deepest = 32

/** What TypeScript's library does not know yet. */
type TodaysJson = {
  parse(
    text: string,
    reviver: (this: object, key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown
  rawJSON(text: string): unknown
}
const json = JSON as unknown as TodaysJson

/** Which members of what was parsed were numbers. */
const numbersOf = new WeakMap<object, Set<string>>()

/**
 * JSON in which every number is the text that stood there, so that an account id beyond 2^53 keeps
 * its digits. Throws `SyntaxError`.
 */
export function parseLossless(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError('nested too deep')
  return json.parse(text, function keepDigits(key, value, { source }) {
    if (typeof value !== 'number') return value
    const numbers = numbersOf.get(this)
    if (numbers) numbers.add(key)
    else numbersOf.set(this, new Set([key]))
    return source ?? String(value)
  })
}

/**
 * The text of an object or a list within what `parseLossless` gave: as it stood there, every digit
 * of it, but for white space, needless escapes and names that were there twice.
 */
export function writeLossless(part: object): string {
  return JSON.stringify(part, function giveDigits(this: object, key, value: unknown) {
    const isNumber = typeof value === 'string' && numbersOf.get(this)?.has(key)
    return isNumber ? json.rawJSON(value) : value
  })
}

// A loop, as a pattern for texts would take forever on a hostile one.
function isTooDeep(json: string): boolean {
  let depth = 0
  let isInText = false
  for (let index = 0; index < json.length; index += 1) {
    const char = json[index]
    if (char === '"') isInText = !isInText
    else if (isInText) index += char === '\\' ? 1 : 0
    else if (char === '[' || char === '{') depth += 1
    else if (char === ']' || char === '}') depth -= 1
    if (depth > deepest) return true
  }
  return false
}
