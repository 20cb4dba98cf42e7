export type JsonToken = {
  readonly kind: 'name' | 'text' | 'number' | 'word' | 'mark'
  readonly text: string
}

/** One line as it is drawn: how deep it lies, and what stands in it. */
export type JsonLine = { readonly depth: number; readonly tokens: readonly JsonToken[] }

const anyToken = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g

/**
 * JSON laid out in lines, every token to the letter: parsed and written anew, numbers beyond 2^53
 * would be others. A text that is no JSON comes out as far as it can be read.
 */
export function toJsonLines(json: string): readonly JsonLine[] {
  const found = json.match(anyToken) ?? []
  const lines: { depth: number; tokens: JsonToken[] }[] = []
  let line: { depth: number; tokens: JsonToken[] } = { depth: 0, tokens: [] }
  let depth = 0
  const breakLine = () => {
    if (line.tokens.length > 0) lines.push(line)
    line = { depth, tokens: [] }
  }
  for (const [index, text] of found.entries()) {
    const next = found[index + 1]
    const isEmptyPair = (text === '{' && next === '}') || (text === '[' && next === ']')
    const closesEmpty = (text === '}' || text === ']') && /^[{[]$/.test(found[index - 1] ?? '')
    if ((text === '}' || text === ']') && !closesEmpty) {
      depth = Math.max(0, depth - 1)
      breakLine()
    }
    line.tokens.push({ kind: kindOf(text, next), text })
    if ((text === '{' || text === '[') && !isEmptyPair) {
      depth += 1
      breakLine()
    } else if (text === ',') breakLine()
  }
  breakLine()
  return lines
}

function kindOf(text: string, next: string | undefined): JsonToken['kind'] {
  if (text.startsWith('"')) return next === ':' ? 'name' : 'text'
  if (/^[-\d]/.test(text)) return 'number'
  return /^[tfn]/.test(text) ? 'word' : 'mark'
}

/** The same as one text, two spaces a level. */
export function toJsonText(lines: readonly JsonLine[]): string {
  return lines
    .map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map(tokenText).join(''))
    .join('\n')
}

/** A colon is followed by a space. */
export function tokenText({ kind, text }: JsonToken): string {
  return kind === 'mark' && text === ':' ? ': ' : text
}
