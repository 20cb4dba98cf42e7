import { plausibleReply } from './fuzz-replies.ts'
import { below, pick, type Random, type Tree, writeTree } from './fuzz-tree.ts'

/** A reply, spoilt in up to four places before it is written, and now and then in its bytes. */
export function fuzzedReply(random: Random): {
  readonly text: string
  readonly contentType: string
} {
  let tree = plausibleReply(random)
  for (let faults = below(random, 5); faults > 0; faults -= 1) tree = spoilSomewhere(tree, random)
  const written = writeTree(tree, random)
  const text = random() < 0.08 ? spoilBytes(written, random) : written
  const contentType =
    random() < 0.99
      ? 'application/json;charset=utf-8'
      : pick(random, ['', 'text/html', 'text/plain'])
  return { text: random() < 0.02 ? `\uFEFF ${text}` : text, contentType }
}

/** Every part of the tree is as likely. */
function spoilSomewhere(tree: Tree, random: Random): Tree {
  let until = below(random, sizeOf(tree))
  const visit = (node: Tree): Tree => {
    if (until === 0) {
      until = -1
      return spoil(node, random)
    }
    until -= 1
    if (until < 0 || typeof node === 'string') return node
    if (Array.isArray(node)) return node.map((item) => (until < 0 ? item : visit(item)))
    return {
      entries: node.entries.map(([name, value]) => [name, until < 0 ? value : visit(value)]),
    }
  }
  return visit(tree)
}

function sizeOf(tree: Tree): number {
  if (typeof tree === 'string') return 1
  const inner = Array.isArray(tree) ? tree : tree.entries.map(([, value]) => value)
  return inner.reduce<number>((sum, value) => sum + sizeOf(value), 1)
}

function spoil(node: Tree, random: Random): Tree {
  const kind = random()
  if (kind < 0.3) return oddValue(random)
  if (kind < 0.4) return wrap(node, random)
  if (typeof node === 'string') return respell(node, random)
  return Array.isArray(node)
    ? spoilList(node, random)
    : { entries: spoilEntries(node.entries, random) }
}

function oddValue(random: Random): Tree {
  return pick<() => Tree>(random, [
    () =>
      pick(random, ['null', '""', '" "', 'true', 'false', '0', '-0', '-1', '1e3', '1E-2', '5.0']),
    () => pick(random, ['1e400', '-1.5e-300', '9007199254740993', '0.1', '2.50', '1581595942e3']),
    () => `${1 + below(random, 9)}${'0123456789'.repeat(1 + below(random, 30))}`,
    () => pick(random, ['"\\ud800"', '"a\\udc00b"', '"\\ud83d\\ude00"', '"\\ufffd"', '"\\ufeff1"']),
    () =>
      pick(random, ['"\\u0000"', '"a\\nb"', '"\\u0085"', '"\\u2028 "', '"\\u00a0"', '"\\\\\\""']),
    () =>
      pick(random, ['"1"', '" 2 "', '"03"', '"1."', '"+1"', '"1e1"', '"0x1"', '"true"', '"NaN"']),
    () =>
      `"${pick(random, ['x', '深', '\\ud83d\\ude00', '\\ud800']).repeat(
        pick(random, [39, 40, 41, 99, 100, 101, 256, 257, 999]),
      )}"`,
    () => pick<Tree>(random, [[], { entries: [] }, ['""'], [[]], ['null', '"a"', '7']]),
    () => ({ entries: [[oddName(random), '"a"']] }),
  ])()
}

function oddName(random: Random): string {
  return pick(random, [
    '__proto__',
    'constructor',
    'toString',
    'length',
    'items',
    'Items',
    'JobId',
    '',
  ])
}

function wrap(node: Tree, random: Random): Tree {
  return pick<() => Tree>(random, [
    () => [node],
    () => ({ entries: [[oddName(random), node]] }),
    () => {
      let nested = node
      // Nothing may nest deeper than 32, and the reply's own depth comes on top.
      for (let depth = 1 + below(random, 40); depth > 0; depth -= 1) nested = [nested]
      return nested
    },
    // The first thing in it, for itself.
    () => {
      if (typeof node === 'string') return node
      return (Array.isArray(node) ? node[0] : node.entries[0]?.[1]) ?? 'null'
    },
    // An object for a list of its values, a list for an object.
    () => {
      if (typeof node === 'string') return node
      if (!Array.isArray(node)) return node.entries.map(([, value]) => value)
      return { entries: node.map((item, index) => [String(index), item]) }
    },
  ])()
}

/** A number as a text, a text as a number, a text with more in it. */
function respell(token: string, random: Random): string {
  if (!token.startsWith('"')) return `"${token}"`
  const inner = token.slice(1, -1)
  if (/^(0|[1-9]\d*)$/.test(inner)) return inner
  const more = pick(random, [' ', '\\t', '\\ud800', '\\u0007', 'x', '\\ufffd'])
  return random() < 0.5 ? `"${more}${inner}"` : `"${inner}${more}"`
}

function spoilList(items: Tree[], random: Random): Tree[] {
  const at = below(random, items.length + 1)
  const item = items[at] ?? oddValue(random)
  return pick<() => Tree[]>(random, [
    () => items.toSpliced(at, 1),
    () => items.toSpliced(at, 0, structuredClone(item)),
    () => items.toSpliced(at, 0, oddValue(random)),
    () => items.toReversed(),
  ])()
}

type Entries = [name: string, value: Tree][]

function spoilEntries(entries: Entries, random: Random): Entries {
  const at = below(random, entries.length)
  const [name, value] = entries[at] ?? [oddName(random), 'null']
  const other = entries[below(random, entries.length)]?.[1] ?? 'null'
  return pick<() => Entries>(random, [
    () => entries.toSpliced(at, 1),
    // The same name twice, with another value, before or after.
    () => entries.toSpliced(below(random, entries.length + 1), 0, [name, oddValue(random)]),
    () => [...entries, [name, other]],
    () => entries.toSpliced(at, 1, [respellName(name, random), value]),
    // Both spellings at once.
    () => [...entries, [respellName(name, random), random() < 0.5 ? 'null' : value]],
    () => entries.toSpliced(at, 1, [name, other]),
    () => entries.toSpliced(at, 0, [oddName(random), structuredClone(value)]),
    () => entries.toReversed(),
  ])()
}

function respellName(name: string, random: Random): string {
  return pick(random, [
    name.charAt(0).toLowerCase() + name.slice(1),
    name.charAt(0).toUpperCase() + name.slice(1),
    name.toUpperCase(),
    name.toLowerCase(),
    ` ${name}`,
    oddName(random),
  ])
}

function spoilBytes(text: string, random: Random): string {
  const bytes = [...Buffer.from(text)]
  const at = below(random, bytes.length)
  const spoilt = pick<() => number[]>(random, [
    () => bytes.slice(0, at),
    () => bytes.with(at, below(random, 256)),
    () => bytes.toSpliced(at, 1),
    () => bytes.toSpliced(at, 0, below(random, 256)),
    () => bytes.toSpliced(at, 0, ...bytes.slice(at, at + below(random, 40))),
  ])()
  // As the bytes of a body are read.
  return new TextDecoder().decode(Buffer.from(spoilt))
}
