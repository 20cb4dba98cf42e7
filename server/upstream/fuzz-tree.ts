/** Gives numbers from 0 up to 1, the same ones again from the same seed. */
export type Random = () => number

/** JSON before it is written: a token as it will stand there, a list, or an object, whose names may repeat. */
export type Tree = string | Tree[] | { entries: [name: string, value: Tree][] }

export function createRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function below(random: Random, count: number): number {
  return Math.floor(random() * count)
}

export function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[below(random, from.length)] ?? from[0]
}

/** What JavaScript can hold, as a tree. */
export function toTree(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(toTree)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return { entries: Object.entries(value).map(([name, inner]) => [name, toTree(inner)]) }
}

/** As JSON, with space between the signs and letters escaped where nobody must, at times. */
export function writeTree(tree: Tree, random: Random): string {
  const isAiry = random() < 0.1
  const isEscaped = random() < 0.1
  const space = () => (isAiry ? pick(random, ['', ' ', '\n', '\t', '\r\n  ']) : '')
  const name = (text: string) => {
    const quoted = JSON.stringify(text)
    if (!isEscaped || random() < 0.7) return quoted
    return quoted.replace(/[A-Za-z](?=[A-Za-z]*"$)/, escapeUnit)
  }
  const write = (node: Tree): string => {
    if (typeof node === 'string') return node
    if (Array.isArray(node))
      return `[${node.map((item) => space() + write(item) + space()).join(',')}]`
    const members = node.entries.map(
      ([key, value]) => `${space()}${name(key)}${space()}:${space()}${write(value)}${space()}`,
    )
    return `{${members.join(',')}}`
  }
  return space() + write(tree) + space()
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
