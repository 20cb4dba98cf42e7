const digitBits = 11
const digits = 1 << digitBits
const lowestDigit = digits - 1

/** Gives the rows by a number that each has, smallest first, `NaN` last. */
export type SortRows = (rows: Uint32Array, numberOf: (row: number) => number) => Uint32Array

/**
 * Those of one number stay in the order in which they came. Made for several sorts of so many rows,
 * which share their memory. (Radix sort: comparing a million rows in JavaScript takes seconds.)
 */
export function createRowSorter(count: number): SortRows {
  const spaces = [aSpace(count), aSpace(count)] as const
  return (rows, numberOf) => {
    let [from, to] = spaces
    from.rows.set(rows)
    setKeys(from, numberOf)
    for (const half of [0, 1] as const) {
      for (let shift = 0; shift < 32; shift += digitBits) {
        if (sortByDigit(from, to, half, shift)) [from, to] = [to, from]
      }
    }
    return from.rows.slice()
  }
}

/** Of each key the lower half first. */
type Keyed = { readonly rows: Uint32Array; readonly keys: Uint32Array }

function aSpace(count: number): Keyed {
  return { rows: new Uint32Array(count), keys: new Uint32Array(count * 2) }
}

/** The bits of a double, turned so that they are in order as whole numbers. */
function setKeys({ rows, keys }: Keyed, numberOf: (row: number) => number): void {
  const numbers = new Float64Array(keys.buffer)
  for (let at = 0; at < rows.length; at++) {
    const number = numberOf(rows[at] ?? 0)
    numbers[at] = Number.isNaN(number) ? Number.POSITIVE_INFINITY : number
  }
  for (let at = 0; at < keys.length; at += 2) {
    const high = keys[at + 1] ?? 0
    const isNegative = high >>> 31 === 1
    if (isNegative) keys[at] = ~(keys[at] ?? 0)
    keys[at + 1] = isNegative ? ~high : high | 0x80000000
  }
}

/** `false`: all have the same digit there, and nothing was done. */
function sortByDigit(from: Keyed, to: Keyed, half: 0 | 1, shift: number): boolean {
  const { rows, keys } = from
  const places = new Uint32Array(digits + 1)
  for (let at = half; at < keys.length; at += 2) {
    const place = (((keys[at] ?? 0) >>> shift) & lowestDigit) + 1
    places[place] = (places[place] ?? 0) + 1
  }
  if (places.includes(rows.length)) return false
  for (let digit = 1; digit <= digits; digit++) {
    places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0)
  }
  for (let at = 0; at < rows.length; at++) {
    const digit = ((keys[2 * at + half] ?? 0) >>> shift) & lowestDigit
    const place = places[digit] ?? 0
    places[digit] = place + 1
    to.rows[place] = rows[at] ?? 0
    to.keys[2 * place] = keys[2 * at] ?? 0
    to.keys[2 * place + 1] = keys[2 * at + 1] ?? 0
  }
  return true
}
