import type { JobFilter } from '../../server/jobs/job-filter.ts'
import type { FacetName } from '../api/client.ts'
import { namesOfValue } from './value-names.ts'

/** A filter that can be typed. */
export type TypedPart = FacetName | 'created' | 'devices'

/** One filter that was typed: which, and as the list takes it. */
export type Chip = { readonly part: TypedPart; readonly filter: JobFilter }

/** What there is to filter by, as the facets know it. `name` is empty where it has none. */
export type KnownValue = { readonly value: string; readonly name: string }
export type KnownValues = { readonly [part in FacetName]?: readonly KnownValue[] }

type Token = { readonly part: TypedPart; readonly value: string }

export type TypedText = {
  readonly chips: readonly Chip[]
  /** What is no filter: the text to search for. */
  readonly rest: string
  /** The filter at whose value the text ends: what may still become of it is worth suggesting. */
  readonly open: Token | null
}

/** What each is called where it is typed, in either language; the first is the one that is told. */
export const keywords: Readonly<Record<TypedPart, readonly string[]>> = {
  status: ['status', '状态'],
  productKey: ['product', 'productkey', '产品'],
  targetInstance: ['target', 'targetinstance', 'to', '目标', '目标实例'],
  sourceInstance: ['source', 'sourceinstance', 'from', '源', '源实例'],
  targetRegion: ['region', 'targetregion', '地域', '目标地域'],
  sourceRegion: ['source-region', '源地域'],
  targetUid: ['account', 'targetaccount', '账号', '目标账号'],
  connection: ['connection', '连接'],
  strategy: ['strategy', '策略', '分发策略'],
  created: ['created', '创建', '创建时间'],
  devices: ['devices', '设备', '设备数'],
}

export const typedParts = Object.keys(keywords) as readonly TypedPart[]

/** `status:running product:a1B frank` → two chips and `frank`. A value may stand in quotes. */
export function readTypedFilters(text: string, known: KnownValues): TypedText {
  const chips: Chip[] = []
  const rest: string[] = []
  const words = wordsOf(text)
  for (const word of words) {
    const token = tokenOf(word)
    const chip = token && toChip(token, known)
    if (chip) chips.push(chip)
    // A filter without a value yet is nothing to search for.
    else if (token?.value !== '') rest.push(word)
  }
  const last = words.at(-1)
  const open = last !== undefined && text.endsWith(last) ? tokenOf(last) : null
  return { chips, rest: rest.join(' '), open }
}

/** The same while it is being typed: takes out only filters that a space has ended. */
export function takeTypedFilters(text: string, known: KnownValues) {
  const last = wordsOf(text).at(-1) ?? ''
  const tail = text.endsWith(last) ? last : ''
  const { chips, rest } = readTypedFilters(text.slice(0, text.length - tail.length), known)
  if (chips.length === 0) return { chips, text }
  return { chips, text: rest === '' ? tail : `${rest} ${tail}` }
}

/** Later ones take the place of earlier ones of the same part. */
export function withChips(chips: readonly Chip[], more: readonly Chip[]): readonly Chip[] {
  const parts = more.map(({ part }) => part)
  const last = more.filter(({ part }, at) => parts.lastIndexOf(part) === at)
  return [...chips.filter(({ part }) => !parts.includes(part)), ...last]
}

/** The given filter, but for the parts that the chips state. */
export function withFiltersOf(filter: JobFilter, chips: readonly Chip[]): JobFilter {
  return chips.reduce((sum, chip) => ({ ...without(sum, chip.part), ...chip.filter }), filter)
}

function without(filter: JobFilter, part: TypedPart): JobFilter {
  const names =
    part === 'created'
      ? ['createdFrom', 'createdTo']
      : part === 'devices'
        ? ['devicesFrom', 'devicesTo']
        : [part]
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name)))
}

export function chipOf(part: FacetName, values: readonly string[]): Chip {
  return { part, filter: { [part]: values } }
}

/** One way to write a word: case and width of letters do not count. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[^\s"]*"[^"]*"?|\S+/g) ?? []
}

function tokenOf(word: string): Token | null {
  const [, keyword = '', value = ''] = /^([^:：<>≤≥"]+)(?:[:：]|(?=[<>≤≥]))(.*)$/s.exec(word) ?? []
  const wanted = folded(keyword).replace('-', '')
  const part = typedParts.find((one) =>
    keywords[one].some((own) => own.replace('-', '') === wanted),
  )
  return part === undefined ? null : { part, value: value.replaceAll('"', '').trim() }
}

function toChip({ part, value }: Token, known: KnownValues): Chip | null {
  if (value === '') return null
  if (part === 'created') return toCreated(value)
  if (part === 'devices') return toDevices(value)
  const found = value.split(/[,，]/).map((one) => valuesOf(part, one, known))
  if (found.some((values) => values.length === 0)) return null
  return chipOf(part, [...new Set(found.flat())])
}

/** What the text can only mean: a value by its whole name, or the one that it is a part of. */
function valuesOf(part: FacetName, text: string, known: KnownValues): readonly string[] {
  const wanted = folded(text)
  if (wanted === '') return []
  const options = [...always(part), ...(known[part] ?? [])].map(({ value, name }) => ({
    value,
    names: [value, name, ...namesOfValue(part, value)].map(folded),
  }))
  const that = (fits: (name: string) => boolean) => [
    ...new Set(options.filter(({ names }) => names.some(fits)).map(({ value }) => value)),
  ]
  const same = that((name) => name === wanted)
  if (same.length > 0) return same
  const starting = that((name) => name.startsWith(wanted))
  const holding = starting.length > 0 ? starting : that((name) => name.includes(wanted))
  if (holding.length === 1) return holding
  return holding.length === 0 && ids[part]?.test(text.trim()) ? [text.trim()] : []
}

/** What may be filtered by whether or not a job has it now. */
function always(part: FacetName): readonly KnownValue[] {
  const values =
    part === 'status'
      ? ['initializing', 'running', 'completed', 'interrupted']
      : part === 'strategy'
        ? ['specified-region', 'nearest-region']
        : []
  return values.map((value) => ({ value, name: '' }))
}

/** Ids that are taken as they are, although no job that we know has them. */
const ids: { readonly [part in FacetName]?: RegExp } = {
  productKey: /^a1\w{9}$/,
  sourceInstance: /^iot-[\w-]{4,}$/,
  targetInstance: /^iot-[\w-]{4,}$/,
  sourceRegion: /^[a-z]{2}-[a-z]+(-\d)?$/,
  targetRegion: /^[a-z]{2}-[a-z]+(-\d)?$/,
  targetUid: /^\d{10,20}$/,
}

/** `7d`, `24h`, `30 min`, `7 天`: created within so long before now. */
function toCreated(text: string): Chip | null {
  const [, digits = '', unit = ''] =
    /^(\d{1,5})\s*(d|days?|天|h|hours?|小时|m|min|minutes?|分钟?)$/.exec(folded(text)) ?? []
  if (digits === '' || Number(digits) === 0) return null
  const value = Number(digits)
  const ago = /^[d天]/.test(unit)
    ? `-P${value}D`
    : /^[h小]/.test(unit)
      ? `-PT${value}H`
      : `-PT${value}M`
  return { part: 'created', filter: { createdFrom: ago } }
}

/** `>100`, `≤5k`, `100..500`, `20`. */
function toDevices(text: string): Chip | null {
  const wanted = folded(text).replaceAll(',', '')
  const [, low, high] = /^(\d+k?)(?:\.\.|-|–|~)(\d+k?)$/.exec(wanted) ?? []
  if (low !== undefined && high !== undefined) return devices(countOf(low), countOf(high))
  const [, sign = '', digits] = /^(>=|≥|<=|≤|>|<|=)?(\d+k?)$/.exec(wanted) ?? []
  if (digits === undefined) return null
  const count = countOf(digits)
  if (sign === '>') return devices(count + 1, null)
  if (sign === '>=' || sign === '≥') return devices(count, null)
  if (sign === '<') return devices(null, count - 1)
  if (sign === '<=' || sign === '≤') return devices(null, count)
  return devices(count, count)
}

function countOf(digits: string): number {
  return digits.endsWith('k') ? Number.parseInt(digits, 10) * 1000 : Number(digits)
}

const mostDevices = 999_999_999

function devices(from: number | null, to: number | null): Chip | null {
  const ends = [from ?? 0, to ?? mostDevices] as const
  if (ends[0] < 0 || ends[1] > mostDevices || ends[0] > ends[1]) return null
  return {
    part: 'devices',
    filter: {
      ...(from === null ? {} : { devicesFrom: from }),
      ...(to === null ? {} : { devicesTo: to }),
    },
  }
}
