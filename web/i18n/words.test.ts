import './en-late.ts'
import { expect, test } from 'vitest'
import { en } from './en.ts'
import { zh } from './zh.ts'

type Entry = { readonly path: string; readonly said: readonly string[] }

/** Arguments to call an entry with, where a few texts and counts would make no sense. */
const samples: Record<string, readonly unknown[][]> = {
  sentences: [[['One x7.', 'Two x7.']]],
  'list.created.ago': [
    [1, 'D'],
    [3, 'H'],
    [30, 'M'],
  ],
}

/** Everything that a dictionary can say; functions as they answer to texts, to one and to many. */
function entries(words: unknown, path = ''): Entry[] {
  if (typeof words === 'string') return [{ path, said: [words] }]
  if (typeof words === 'function') {
    const argumentLists =
      samples[path] ?? ['x7', 1, 150].map((value) => Array(words.length).fill(value))
    return [{ path, said: argumentLists.map((values) => String(words(...values))) }]
  }
  return Object.entries(words as object).flatMap(([key, value]) =>
    entries(value, path === '' ? key : `${path}.${key}`),
  )
}

/** Where the words are signs, names or only what they are given. */
const sameEverywhere = new Set([
  'locale',
  'connections.calls.unknown',
  'connections.chart.part',
  'connections.lastCalls.columns.requestId',
  'exporting.csv',
  'exporting.ndjson',
  'palette.quoted',
  'palette.esc',
  'palette.more',
  'sentences',
  'list.product',
  'list.jobTitle',
  'list.moreConnections',
  'list.strip.unknownCount',
  'list.filter.phrase',
  'list.table.more',
  'list.table.notKnown',
  'list.bar.zone',
  'detail.observed.barPart',
  'sync.quota.both',
  'sync.notice.requestId',
])

const han = /\p{Script=Han}/u

/** `list.jobs: Jobs` for every text of the dictionary that is not as it should be. */
function faults(words: object, isFault: (text: string, path: string) => boolean): string[] {
  return entries(words).flatMap(({ path, said }) =>
    said.filter((text) => text !== '' && isFault(text, path)).map((text) => `${path}: ${text}`),
  )
}

test('every Chinese entry is Chinese', () => {
  expect(faults(zh, (text, path) => !sameEverywhere.has(path) && !han.test(text))).toEqual([])
})

test('Chinese has full-width marks, and a space between itself and Latin', () => {
  const halfWidth = /\p{Script=Han}[,.;:!?]|[,;:!?]\p{Script=Han}/u
  const tight = /\p{Script=Han}[\p{Script=Latin}\d]|[\p{Script=Latin}\d]\p{Script=Han}/u
  const loose = / {2}|[，。；：、（）“”] | [，。；：、（）“”]/u
  const isOdd = (text: string) => halfWidth.test(text) || tight.test(text) || loose.test(text)
  expect(faults(zh, isOdd)).toEqual([])
})

test('no English entry has Chinese in it', () => {
  expect(faults(en, (text) => han.test(text))).toEqual([])
})

test('both dictionaries say the same things', () => {
  const paths = (words: object) => entries(words).map(({ path }) => path)
  const cities = /^choices\.cities\./
  const compared = (words: object) => paths(words).filter((path) => !cities.test(path))
  expect(compared(zh)).toEqual(expect.arrayContaining(compared(en)))
  expect(compared(zh)).toHaveLength(compared(en).length)
})

/** Where success is spoken of: to say that it is not known, or not of all devices. */
const denials = new Set([
  'detail.callout.completed',
  'detail.callout.completedText',
  'detail.callout.interruptedText',
])

test('no language calls a completed job a success', () => {
  const isPraise = (text: string, path: string) =>
    !denials.has(path) && /succe|成功|完毕|\bdone\b|deliver|✓|✔/i.test(text)
  expect([...faults(en, isPraise), ...faults(zh, isPraise)]).toEqual([])
  const denied = [...faults(en, isDenial), ...faults(zh, isDenial)]
  expect(denied.filter((text) => !/not|Only|不代表|只有|部分|Some|may/.test(text))).toEqual([])
})

const isDenial = (_: string, path: string) => denials.has(path)

test('neither language shouts', () => {
  const isLoud = (text: string) => /[!！]/.test(text)
  expect([...faults(en, isLoud), ...faults(zh, isLoud)]).toEqual([])
})
