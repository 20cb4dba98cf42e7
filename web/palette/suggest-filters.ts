import type { FacetName, Facets } from '../api/client.ts'
import { type Chip, chipOf, folded, type TypedPart } from './typed-filters.ts'
import { namesOfValue } from './value-names.ts'

/** A filter to offer. `count`: the jobs that the list would hold; `null`: nobody has counted. */
export type Suggestion = {
  readonly chip: Chip
  readonly part: TypedPart
  /** `null`: a range, which has no one value. */
  readonly value: string | null
  readonly count: number | null
}

type SuggestOptions = {
  readonly text: string
  /** Only values of this one; all of them, where the text is empty. */
  readonly part: TypedPart | null
  readonly facets: Facets
  /** What a value is called on this page. */
  readonly labelOf: (part: FacetName, value: string, name: string) => string
}

const facetParts: readonly FacetName[] = [
  'status',
  'targetInstance',
  'targetRegion',
  'sourceInstance',
  'sourceRegion',
  'productKey',
  'strategy',
  'targetUid',
  'connection',
]

const most = 5
const mostOfOne = 8

/** Values that hold the text in their id or name, in any language: the likeliest first. */
export function suggestFilters(options: SuggestOptions): readonly Suggestion[] {
  const { text, part } = options
  if (part === 'created' || part === 'devices') return ranges[part]
  const wanted = folded(text)
  if (part === null && isTooShort(wanted)) return []
  const parts = part === null ? facetParts : [part]
  return parts
    .flatMap((one) => fitting(one, wanted, options))
    .sort((a, b) => a.rank - b.rank || b.suggestion.count - a.suggestion.count)
    .slice(0, part === null ? most : mostOfOne)
    .map(({ suggestion }) => suggestion)
}

function fitting(part: FacetName, wanted: string, { facets, labelOf }: SuggestOptions) {
  // A single connection is no choice.
  if (part === 'connection' && facets.connection.length < 2) return []
  return facets[part].flatMap(({ value, name, count }) => {
    const names = [value, name, labelOf(part, value, name), ...namesOfValue(part, value)]
    const rank = Math.min(...names.map((one) => rankOf(folded(one), wanted)))
    if (value === '' || rank === Number.POSITIVE_INFINITY) return []
    return [{ rank, suggestion: { chip: chipOf(part, [value]), part, value, count } }]
  })
}

/** 0: the same, 1: at its start, 2: at the start of a word, 3: within one; infinite: not at all. */
function rankOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted)
  if (at < 0) return Number.POSITIVE_INFINITY
  if (at === 0) return name.length === wanted.length ? 0 : 1
  return name.includes(` ${wanted}`) ? 2 : 3
}

/** One Latin letter is in nearly every name; one Han character is a word. */
function isTooShort(text: string): boolean {
  return text.length < 2 && !/\p{Script=Han}/u.test(text)
}

function range(part: 'created' | 'devices', filter: Chip['filter']): Suggestion {
  return { chip: { part, filter }, part, value: null, count: null }
}

const ranges: Record<'created' | 'devices', readonly Suggestion[]> = {
  created: ['-PT1H', '-PT24H', '-P7D', '-P30D'].map((createdFrom) =>
    range('created', { createdFrom }),
  ),
  devices: [100, 1000, 5000].map((devicesFrom) => range('devices', { devicesFrom })),
}
