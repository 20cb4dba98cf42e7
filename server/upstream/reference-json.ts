/**
 * A slow JSON reader for the proof of the fast one, by RFC 8259 and nothing else. Numbers are the
 * text that stood there; of several values of one name the last holds. `null` stands for all of
 * "none": JSON's null, and a text that is no JSON or nests deeper than any reply does.
 */
export type Value =
  | { readonly type: 'null' }
  | { readonly type: 'truth'; readonly truth: boolean }
  | { readonly type: 'number'; readonly source: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly Value[] }
  | { readonly type: 'object'; readonly fields: ReadonlyMap<string, Value> }

const deepest = 32
const escapes = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

/** `null` where the text is not exactly one JSON value. */
export function readReferenceJson(text: string): Value | null {
  const cursor = { text, at: 0 }
  try {
    const value = readValue(cursor, 0)
    return cursor.at === text.length ? value : null
  } catch (error) {
    if (error === fault) return null
    throw error
  }
}

type Cursor = { readonly text: string; at: number }

const fault = new Error('not JSON')

function readValue(cursor: Cursor, depth: number): Value {
  skipSpace(cursor)
  const value = readBareValue(cursor, depth)
  skipSpace(cursor)
  return value
}

function readBareValue(cursor: Cursor, depth: number): Value {
  if (passes(cursor, 'null')) return { type: 'null' }
  if (passes(cursor, 'true')) return { type: 'truth', truth: true }
  if (passes(cursor, 'false')) return { type: 'truth', truth: false }
  const next = cursor.text.charAt(cursor.at)
  if (next === '"') return { type: 'text', text: readText(cursor) }
  if (next !== '[' && next !== '{') return readNumber(cursor)
  if (depth === deepest) throw fault
  return next === '[' ? readList(cursor, depth + 1) : readObject(cursor, depth + 1)
}

function readList(cursor: Cursor, depth: number): Value {
  const items: Value[] = []
  demand(cursor, '[')
  skipSpace(cursor)
  if (passes(cursor, ']')) return { type: 'list', items }
  do items.push(readValue(cursor, depth))
  while (passes(cursor, ','))
  demand(cursor, ']')
  return { type: 'list', items }
}

function readObject(cursor: Cursor, depth: number): Value {
  const fields = new Map<string, Value>()
  demand(cursor, '{')
  skipSpace(cursor)
  if (passes(cursor, '}')) return { type: 'object', fields }
  do {
    skipSpace(cursor)
    const name = readText(cursor)
    skipSpace(cursor)
    demand(cursor, ':')
    fields.set(name, readValue(cursor, depth))
  } while (passes(cursor, ','))
  demand(cursor, '}')
  return { type: 'object', fields }
}

function readText(cursor: Cursor): string {
  let read = ''
  demand(cursor, '"')
  while (!passes(cursor, '"')) {
    const unit = cursor.text.charAt(cursor.at)
    // The end of all is such a unit, too: an empty text comes before every other.
    if (unit < ' ') throw fault
    cursor.at += 1
    read += unit === '\\' ? readEscape(cursor) : unit
  }
  return read
}

function readEscape(cursor: Cursor): string {
  const sign = cursor.text.charAt(cursor.at)
  cursor.at += 1
  if (sign !== 'u') return escapes.get(sign) ?? fail()
  const digits = cursor.text.slice(cursor.at, cursor.at + 4)
  if (digits.length < 4 || [...digits].some((digit) => !isHex(digit))) throw fault
  cursor.at += 4
  return String.fromCharCode(Number.parseInt(digits, 16))
}

function readNumber(cursor: Cursor): Value {
  const from = cursor.at
  passes(cursor, '-')
  if (!passes(cursor, '0')) readDigits(cursor)
  if (passes(cursor, '.')) readDigits(cursor)
  if (passes(cursor, 'e') || passes(cursor, 'E')) {
    if (!passes(cursor, '-')) passes(cursor, '+')
    readDigits(cursor)
  }
  return { type: 'number', source: cursor.text.slice(from, cursor.at) }
}

/** One digit at least. */
function readDigits(cursor: Cursor): void {
  const from = cursor.at
  while (isDigit(cursor.text.charAt(cursor.at))) cursor.at += 1
  if (cursor.at === from) throw fault
}

function skipSpace(cursor: Cursor): void {
  while (/^[ \t\n\r]$/.test(cursor.text.charAt(cursor.at))) cursor.at += 1
}

/** Whether the sign stands next; if so it is passed. */
function passes(cursor: Cursor, sign: string): boolean {
  if (!cursor.text.startsWith(sign, cursor.at)) return false
  cursor.at += sign.length
  return true
}

function demand(cursor: Cursor, sign: string): void {
  if (!passes(cursor, sign)) throw fault
}

function fail(): never {
  throw fault
}

function isDigit(unit: string): boolean {
  return unit.length === 1 && '0123456789'.includes(unit)
}

function isHex(unit: string): boolean {
  return unit.length === 1 && '0123456789abcdefABCDEF'.includes(unit)
}
