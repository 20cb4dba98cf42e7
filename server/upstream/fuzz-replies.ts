import { readFileSync } from 'node:fs'
import { below, pick, type Random, type Tree, toTree } from './fuzz-tree.ts'

const samples = ['list-jobs', 'throttled', 'unknown-key', 'service-failure'].map((name) =>
  toTree(JSON.parse(readFileSync(new URL(`samples/${name}.json`, import.meta.url), 'utf8'))),
)
const documented = samples[0] ?? ''

/** A reply of any of the shapes in which gateways, old and new, and documents are known to write it. */
export function plausibleReply(random: Random): Tree {
  const kind = random()
  // Fresh each time, as it is spoilt afterwards.
  if (kind < 0.1) return structuredClone(documented)
  if (kind < 0.14) return structuredClone(samples[below(random, samples.length)] ?? '')
  const reply: Tree = {
    entries: [
      ['RequestId', quoted(random, 'E55E50B7-40EE-4B6B-8BBE')],
      ['Success', pick(random, ['true', 'true', 'true', '"true"', '"True"'])],
      ['Data', data(random)],
    ],
  }
  if (random() < 0.3) {
    reply.entries.push(['Code', pick(random, ['""', '"success"', '"200"', '200', 'null'])])
  }
  return random() < 0.1 ? withSmallNames(reply) : reply
}

function data(random: Random): Tree {
  const token = pick(random, ['""', 'null', '"TGlzdFJlc291***"', '"a+/="', '7', '""'])
  return {
    entries: [
      ['Total', count(random)],
      ['NextToken', token],
      ['JobInfo', list(random, 'items', rows(random))],
    ],
  }
}

function rows(random: Random): Tree[] {
  const size = random()
  if (size < 0.0002) return Array<Tree>(1000 + below(random, 2)).fill(toTree({ JobId: 'a' }))
  const many = size < 0.001 ? 200 : size < 0.03 ? 20 : 5
  return Array.from({ length: below(random, many) }, (_, index) => row(random, index))
}

function row(random: Random, index: number): Tree {
  const targets = Array.from({ length: pick(random, [1, 1, 1, 0, 2, 3]) }, () =>
    toTree({
      TargetRegion: 'cn-shanghai',
      TargetInstanceName: pick(random, ['Instance Debug 2', ' 实例 ', '']),
      TargetInstanceId: 'iot-cn-6ja***',
    }),
  )
  return {
    entries: [
      ['Status', pick(random, ['0', '1', '2', '3', '7', '-1', '"1"', '"2.0"', '"PAUSED"'])],
      ['SourceInstanceName', quoted(random, 'Instance Debug 1')],
      ['GmtCreate', moment(random)],
      ['SourceUid', accountId(random)],
      ['Total', count(random)],
      ['Strategy', pick(random, ['0', '1', '2', '"1"', 'null'])],
      ['TargetUid', accountId(random)],
      ['SourceRegion', '"cn-shanghai"'],
      ['SourceInstanceId', '"iot-cn-6ja***"'],
      ['ProductKey', quoted(random, 'a1BwAGV****')],
      ['JobId', jobId(random, index)],
      ['TargetInstanceConfigs', list(random, 'targetInstanceConfigs', targets)],
    ],
  }
}

/** A list in its wrapper, in a bare form, or with one element for the whole. */
function list(random: Random, name: string, elements: Tree[]): Tree {
  const [only] = elements
  const none = pick(random, ['null', '""', '[]'])
  const inner =
    only === undefined ? none : elements.length === 1 && random() < 0.5 ? only : elements
  if (random() < 0.1) return inner
  const isCapital = random() < 0.1
  return { entries: [[isCapital ? name.charAt(0).toUpperCase() + name.slice(1) : name, inner]] }
}

/** Digits beyond 2^53 as often as not, bare or as a text. */
function accountId(random: Random): string {
  const length = 10 + below(random, 16)
  const digits = Array.from({ length }, () => below(random, 10)).join('')
  return pick(random, [`"${digits}"`, `1${digits}`, '"198***"'])
}

function count(random: Random): string {
  return pick(random, ['0', '5', '10', '"25000"', '4800.0', '9007199254740993', 'null', '-1'])
}

function jobId(random: Random, index: number): string {
  const usual = `"UbmsMHmkqv0PiAG${index}"`
  if (random() < 0.97) return usual
  return pick(random, [
    String(index),
    '1984268643261234567',
    `"${'j'.repeat(256 + below(random, 2))}"`,
  ])
}

/** Where seconds end and milliseconds begin, and where the year 10000 begins. */
const edges = [
  '0',
  '1',
  '99999999999',
  '100000000000',
  '253402300799999',
  '253402300800000',
] as const

function moment(random: Random): string {
  const ms = 1_500_000_000_000 + below(random, 1e12)
  const seconds = Math.floor(ms / 1000)
  const exponential = `${(ms / 1e12).toFixed(12)}E12`
  return pick(random, [
    `${ms}`,
    `${ms}`,
    `"${ms}"`,
    `${seconds}`,
    exponential,
    `${ms}.5`,
    pick(random, edges),
  ])
}

function quoted(random: Random, text: string): string {
  return random() < 0.9
    ? JSON.stringify(text)
    : pick(random, ['"深圳 \\ud83d\\ude00"', '" a "', '""'])
}

function withSmallNames(tree: Tree): Tree {
  if (typeof tree === 'string') return tree
  if (Array.isArray(tree)) return tree.map(withSmallNames)
  return {
    entries: tree.entries.map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      withSmallNames(value),
    ]),
  }
}
