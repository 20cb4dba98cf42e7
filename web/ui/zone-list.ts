export type ListedZone = {
  /** By its IANA name; `null`: whatever the browser's is. */
  readonly zone: string | null
  readonly name: string
  /** `UTC+8`, at the moment of listing. */
  readonly offset: string
  /** What a search looks in: name, what people call its time, offset; lower case. */
  readonly text: string
}

/** Where most readers are: what stands before anything is typed. */
export const usualZones = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
]

/** UTC first, then every zone that the browser knows, by name. */
export const allZones = () => [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
]

/** Takes a tenth of a second for all zones. `cities`: more to find them by. */
export function listZones(
  zones: readonly string[],
  locale: string,
  nowMs: number,
  cities: Readonly<Record<string, string>>,
): readonly ListedZone[] {
  return zones.map((zone) => toListed(zone, locale, nowMs, cities[zone]))
}

/**
 * Every word of the query, in any order: `los ang`, `asia +8`, `中国`. An offset is met whole: `+5`
 * is not `+5:30`. A name that the browser takes without listing it (`Asia/Kolkata`) is found, too.
 */
export function findZones(zones: readonly ListedZone[], query: string): readonly ListedZone[] {
  const words = query
    .trim()
    .toLowerCase()
    .replace(/^(utc|gmt)\s*(?=[+-])/, '')
    .split(/\s+/)
  const found = zones.filter(({ text, offset }) =>
    words.every((word) => (/^[+-]/.test(word) ? isOffset(word, offset) : text.includes(word))),
  )
  const exact = found.length === 0 ? unlisted(query.trim()) : null
  return exact ? [exact] : found
}

function toListed(zone: string, locale: string, nowMs: number, cities = ''): ListedZone {
  const name = (style: 'shortOffset' | 'longGeneric') =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style })
      .formatToParts(nowMs)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const offset = zone === 'UTC' ? 'UTC' : name('shortOffset').replace('GMT', 'UTC')
  const text = `${zone} ${zone.replaceAll('_', ' ')} ${name('longGeneric')} ${cities} ${offset}`
  return { zone, name: zone, offset, text: text.toLowerCase() }
}

/** `+08:00`, `+8` and `+08` are `UTC+8`; `+0` is `UTC`. */
function isOffset(word: string, offset: string): boolean {
  const minutes = (text: string) => {
    const [, sign, hour = '0', minute = '0'] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(text) ?? []
    return sign === undefined ? null : Number(`${sign}1`) * (Number(hour) * 60 + Number(minute))
  }
  const wanted = minutes(word)
  return wanted !== null && wanted === (minutes(offset.replace('UTC', '')) ?? 0)
}

function unlisted(query: string): ListedZone | null {
  if (!query.includes('/')) return null
  try {
    return toListed(query, 'en', Date.now())
  } catch {
    return null
  }
}
