/** No reply of the API nests deeper than 7; the reviver below is recursive. */
const deepest = 32

/**
 * JSON in which every number is the text that stood there, so that an account id beyond 2^53 keeps
 * its digits. Throws `SyntaxError`.
 */
export function parseLossless(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError('nested too deep')
  // TypeScript's library does not know the third argument yet.
  const reviver: (key: string, value: unknown, context?: { source?: string }) => unknown = (
    _key,
    value,
    context,
  ) => (typeof value === 'number' ? (context?.source ?? String(value)) : value)
  return JSON.parse(text, reviver)
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
